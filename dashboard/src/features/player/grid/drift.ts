/** A picture that is this near to the clock, in s of its stream, is on time: no eye and no frame rate tells it apart. */
const ON_TIME_S = 0.03;
/** What is off by more than this, in s, is sought: nudging would take too long. */
const FAR_S = 0.5;
/** Up to this far off, in s, nobody sees it, and nobody must see or hear it being mended either. */
const NEAR_S = 0.15;
/** The most by which a nudge changes the rate: of what is near, and of what is further off. */
const GENTLE_NUDGE = 0.05;
const MOST_NUDGE = 0.15;
/** The share of the drift that a nudge takes away in a second. */
const GAIN = 1;

export type Correction = { readonly seek: true } | { readonly seek: false; readonly rate: number };

/**
 * What brings a picture back to the clock: `drift` is how far it is ahead, in s of its stream (negative: behind); `rate`
 * is what it is played at when on time.
 */
export function correctionFor(drift: number, rate: number): Correction {
  if (Math.abs(drift) > FAR_S) return { seek: true };
  if (Math.abs(drift) < ON_TIME_S) return { seek: false, rate };
  const most = Math.abs(drift) > NEAR_S ? MOST_NUDGE : GENTLE_NUDGE;
  const nudge = Math.max(-most, Math.min(most, -drift * GAIN));
  return { seek: false, rate: rate * (1 + nudge) };
}
