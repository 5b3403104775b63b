import { create } from 'zustand';

/** Cameras that an administrator took from the signed-in person while this page was open. */
export const useWithdrawn = create<ReadonlySet<string>>(() => new Set<string>());

export const setWithdrawn = (ids: ReadonlySet<string>): void => useWithdrawn.setState(ids, true);
