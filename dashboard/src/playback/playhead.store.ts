import { create } from 'zustand';

type Playhead = {
  /** The wall-clock time of the picture on screen, in epoch ms; undefined while there is none. Never any other time. */
  readonly at: number | undefined;
  /** The moment asked for while its picture is on the way. */
  readonly goingTo: number | undefined;
  /** Whether somebody is still choosing that moment, by dragging: nothing is fetched yet. */
  readonly scrubbing: boolean;
};

/** The one clock of playback: the player writes it, the timeline and the clock read it; neither knows the other. */
export const usePlayhead = create<Playhead>(() => ({
  at: undefined,
  goingTo: undefined,
  scrubbing: false,
}));

export const setPlayhead = (at: number | undefined) => usePlayhead.setState({ at });

export const setGoingTo = (goingTo: number | undefined) =>
  usePlayhead.setState({ goingTo, scrubbing: false });

/** The playhead is dragged, and is at `goingTo`. */
export const scrubTo = (goingTo: number) => usePlayhead.setState({ goingTo, scrubbing: true });

/** Where the viewer is, or will be in a moment: what a jump counts from. */
export const wantedMoment = (
  { at, goingTo }: Pick<Playhead, 'at' | 'goingTo'> = usePlayhead.getState(),
): number | undefined => goingTo ?? at;
