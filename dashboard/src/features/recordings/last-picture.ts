import type { Span } from '../../time/span.ts';

/** The last moments of a recording may not be readable yet: one looks this far before its end, in ms. */
const BEFORE_END_MS = 3_000;

/** A moment near the end of a sequence of which there is a picture. */
export const lastPictureOf = ({ from, to }: Span): number => Math.max(from, to - BEFORE_END_MS);
