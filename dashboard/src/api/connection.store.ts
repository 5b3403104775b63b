import { create } from 'zustand';
import type { LiveState } from './live-socket.ts';

/** Whether live events flow, for the indicator and for queries that poll only while they don't. */
export const useConnection = create<{ state: LiveState }>(() => ({ state: 'connecting' }));

export const setConnection = (state: LiveState) => useConnection.setState({ state });
