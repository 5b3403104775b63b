import { create } from 'zustand';

type Playhead = {
  /** The wall-clock time of the picture on screen, in epoch ms; undefined while there is none. Never any other time. */
  readonly at: number | undefined;
  /** The moment asked for while its picture is on the way. */
  readonly goingTo: number | undefined;
};

/** The one clock of playback: the player writes it, the timeline and the clock read it; neither knows the other. */
export const usePlayhead = create<Playhead>(() => ({ at: undefined, goingTo: undefined }));

export const setPlayhead = (at: number | undefined) => usePlayhead.setState({ at });

export const setGoingTo = (goingTo: number | undefined) => usePlayhead.setState({ goingTo });

/** Where the viewer is, or will be in a moment: what a jump counts from. */
export const wantedMoment = ({ at, goingTo }: Playhead = usePlayhead.getState()): number | undefined =>
  goingTo ?? at;
