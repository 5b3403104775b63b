import type { Camera } from '../cameras/camera.ts';
import { type Outage, outagesOf } from './outages.ts';
import { type Range, subtract } from './range.ts';
import { scheduleOf } from './schedule.ts';
import { SECOND } from './slots.ts';
import { PREBUFFER_MS, type Stretch } from './stretch.ts';

/**
 * What is recorded, by itself or on demand, sorted and disjoint. As in XProtect there is one footage, whoever asked for
 * it: what overlaps or touches is one stretch, triggered when its first part was. `manual` are sorted and disjoint, and
 * fill what outages leave open; they begin with what the camera had kept, if it delivered then.
 */
export function recordedStretches(camera: Camera, window: Range, manual: readonly Stretch[]): Stretch[] {
  const outages = outagesOf(camera, window);
  const automatic = subtract(scheduleOf(camera, window), outages).map(triggeredWithin);
  if (manual.length === 0) return automatic;
  return joined([...automatic, ...manual.map((stretch) => withPrebuffer(stretch, outages))]);
}

/** A part that an outage left begins anew. */
function triggeredWithin({ start, end, triggered }: Stretch): Stretch {
  return { start, end, triggered: triggered >= start && triggered < end ? triggered : start };
}

/** From the first key picture that was kept. */
function withPrebuffer(stretch: Stretch, outages: readonly Outage[]): Stretch {
  const kept = Math.ceil((stretch.triggered - PREBUFFER_MS) / SECOND) * SECOND;
  const lost = outages.findLast(({ start, end }) => start < stretch.start && end > kept);
  return { ...stretch, start: Math.min(stretch.start, Math.max(kept, lost?.end ?? kept)) };
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  let last: Stretch | undefined;
  for (const stretch of stretches.toSorted((a, b) => a.start - b.start)) {
    if (last !== undefined && stretch.start <= last.end) {
      last.end = Math.max(last.end, stretch.end);
      last.triggered = Math.min(last.triggered, stretch.triggered);
    } else {
      last = { ...stretch };
      all.push(last);
    }
  }
  return all;
}
