import { create } from 'zustand';

/**
 * The one clock of playback: the wall-clock time of the picture on screen, in epoch ms, or the moment asked for
 * while its picture is on the way. The player writes it, the timeline and the clock read it; neither knows the other.
 */
export const usePlayhead = create<{ at: number | undefined }>(() => ({ at: undefined }));

export const setPlayhead = (at: number | undefined) => usePlayhead.setState({ at });
