import type { Camera } from '../cameras/camera.ts';
import { type Outage, outagesOf } from './outages.ts';
import { complement, crop, cutBy, intersect, type Range } from './range.ts';
import { DAY, HOUR, SECOND } from './slots.ts';
import type { Stretch } from './stretch.ts';
import { recordedStretches } from './stretches.ts';

/** Footage that exists. The id stays the same whatever range is asked and while the sequence grows. */
interface Sequence extends Stretch {
  sequenceId: string;
  sizeBytes: number;
}

type Gap = Outage;

/** `manual` are the stretches that manual recordings cover, from when they were asked for: sorted, disjoint, whole seconds. */
export interface FootageQuery {
  camera: Camera;
  window: Range;
  now: number;
  manual: readonly Stretch[];
}

export interface Footage {
  sequences: Sequence[];
  gaps: Gap[];
}

/** No sequence and no outage that matters is longer, so a window this much wider has the true edges of all. */
const MARGIN = DAY;

/**
 * Sequences and gaps of a camera, both sorted, disjoint and inside the window; together they fill it up to now.
 */
export function footageOf(query: FootageQuery): Footage {
  const { camera, window, now } = query;
  const past = { start: window.start, end: Math.min(window.end, now) };
  const sequences = sequencesOf(query);
  const expired = { start: -Infinity, end: oldest(camera, now), reason: 'retention_expired' };
  const held = { start: Math.max(past.start, expired.end), end: past.end };
  const causes = [expired, ...crop(outagesOf(camera, held), held)];
  return { sequences, gaps: cutBy(complement(sequences, past), causes) };
}

/** The sequences alone. */
export function sequencesOf({ camera, window, now, manual }: FootageQuery): Sequence[] {
  const kept = { start: Math.max(window.start, oldest(camera, now)), end: Math.min(window.end, now) };
  if (kept.start >= kept.end) return [];
  const wide = { start: kept.start - MARGIN, end: kept.end + MARGIN };
  return recordedStretches(camera, wide, manual).flatMap((whole) => describe(camera, whole, kept));
}

/** Whether the camera records at this moment, by itself or on demand. */
export function isRecording(camera: Camera, now: number, manual: readonly Stretch[]): boolean {
  const moment = { start: now, end: now + 1 };
  return crop(recordedStretches(camera, moment, manual), moment).length > 0;
}

/** Footage is deleted by the hour. */
const oldest = ({ retentionDays }: Camera, now: number) =>
  Math.floor((now - retentionDays * DAY) / HOUR) * HOUR;

function describe(camera: Camera, whole: Stretch, kept: Range): Sequence[] {
  const part = intersect(whole, kept);
  if (!part) return [];
  const sequenceId = `seq_${String(camera.number).padStart(2, '0')}_${stamp(whole.start)}`;
  const sizeBytes = Math.round(((part.end - part.start) / SECOND) * (camera.bitsPerSecond / 8));
  return [{ ...part, triggered: Math.max(whole.triggered, part.start), sequenceId, sizeBytes }];
}

/** `20260301T120000Z`, put together without a pattern: a year of a camera has tens of thousands. */
function stamp(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  const date = iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10);
  return `${date}T${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`;
}
