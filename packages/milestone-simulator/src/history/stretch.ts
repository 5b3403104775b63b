import type { Range } from './range.ts';
import { SECOND } from './slots.ts';

/** What a camera keeps of the time before something makes it record, as XProtect does unless told otherwise, in ms. */
export const PREBUFFER_MS = 3 * SECOND;

/** Recorded without a break, for whatever reasons. */
export interface Stretch extends Range {
  /** When something first made the camera record, epoch ms; what lies before was kept already. */
  triggered: number;
}
