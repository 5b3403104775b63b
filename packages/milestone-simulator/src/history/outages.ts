import type { Camera } from '../cameras/camera.ts';
import { fraction } from './fraction.ts';
import { crop, type Range, subtract } from './range.ts';
import { DAY, HOUR, MINUTE, slots, within } from './slots.ts';

/** A stretch in which a camera cannot record; `reason` where the VMS would know it. */
export interface Outage extends Range {
  reason?: string;
}

const seeds = { lost: 1, lostAt: 2, lostFor: 3, lostReason: 4, offline: 5, offlineAt: 6, offlineFor: 7 };

/** Every outage of a camera that touches the window: disjoint, the weightier reason first where two coincide. */
export function outagesOf(camera: Camera, window: Range): Outage[] {
  const weightiestFirst = [
    disabling(camera),
    told(camera, window),
    ...(camera.failures === 'none' ? [] : madeUp(camera, window)),
  ];
  return weightiestFirst
    .reduce((all, kind) => all.concat(subtract(kind, all)), [])
    .toSorted((a, b) => a.start - b.start);
}

const disabling = ({ disabledSince: start }: Camera): Outage[] =>
  start === undefined ? [] : [{ start, end: Infinity, reason: 'camera_disabled' }];

const told = ({ gaps = [] }: Camera, window: Range): Outage[] =>
  crop(gaps, window).toSorted((a, b) => a.start - b.start);

const madeUp = (camera: Camera, window: Range): Outage[][] => [
  maintenance(camera, window),
  serverFailures(camera, window),
  lostConnections(camera, window),
];

/** Each recording server rests for twenty minutes a night, one after the other. */
function maintenance({ server }: Camera, window: Range): Outage[] {
  return slots(window, DAY).map((day) => {
    const start = day * DAY + 2.5 * HOUR + server * 30 * MINUTE;
    return { start, end: start + 20 * MINUTE, reason: 'scheduled_maintenance' };
  });
}

/** About every third day a recording server drops out, and all its cameras with it. */
function serverFailures({ server }: Camera, window: Range): Outage[] {
  return slots(window, DAY)
    .filter((day) => fraction(seeds.offline, server, day) < 0.35)
    .map((day) => {
      const start = day * DAY + within(6 * HOUR, 20 * HOUR, fraction(seeds.offlineAt, server, day));
      const length = within(8 * MINUTE, 25 * MINUTE, fraction(seeds.offlineFor, server, day));
      return { start, end: start + length, reason: 'recording_server_offline' };
    });
}

/** One short hole in every two hours, so that each camera has a gap within the last four. */
function lostConnections({ number }: Camera, window: Range): Outage[] {
  return slots(window, 2 * HOUR).map((slot) => {
    const start = slot * 2 * HOUR + within(12 * MINUTE, 100 * MINUTE, fraction(seeds.lostAt, number, slot));
    const end = start + within(1 * MINUTE, 7 * MINUTE, fraction(seeds.lostFor, number, slot));
    const known = fraction(seeds.lostReason, number, slot) < 0.6;
    return known ? { start, end, reason: 'camera_connection_lost' } : { start, end };
  });
}
