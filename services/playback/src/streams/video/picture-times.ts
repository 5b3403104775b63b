import { CLOCK_HZ, readTimestamp, ticksBetween } from './timestamps.ts';
import { payloadStart, pidOf, startsUnit, TS_PACKET, transportPackets } from './transport-packets.ts';

/** The stream ids of video are 0xe0 to 0xef. */
const VIDEO_STREAM = 0xe0;

/** When the pictures of an MPEG-TS segment are shown: seconds on its own clock, in the order of showing. */
export function pictureTimes(segment: Buffer): number[] {
  const stamps: number[] = [];
  let videoPid: number | undefined;
  for (const packet of transportPackets(segment)) {
    const at = stampIn(packet);
    if (at === undefined) continue;
    videoPid ??= pidOf(packet);
    if (pidOf(packet) === videoPid) stamps.push(readTimestamp(packet, at));
  }
  return unwrapped(stamps).sort((a, b) => a - b);
}

/** Where a picture that begins in a packet tells when it is shown; `undefined` where none begins, or it doesn't tell. */
export function stampIn(packet: Buffer): number | undefined {
  if (!startsUnit(packet)) return undefined;
  const at = payloadStart(packet);
  if (at + 14 > TS_PACKET || packet.readUIntBE(at, 3) !== 1) return undefined;
  const isVideo = (packet.readUInt8(at + 3) & 0xf0) === VIDEO_STREAM;
  return isVideo && (packet.readUInt8(at + 7) & 0x80) !== 0 ? at + 9 : undefined;
}

/** The length of one picture: the middle one of the steps between neighbours; `undefined` for fewer than two pictures. */
export function pictureInterval(times: readonly number[]): number | undefined {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return steps.sort((a, b) => a - b)[steps.length >> 1];
}

/** Seconds since the first of them began its round of the clock. */
function unwrapped(stamps: readonly number[]): number[] {
  const first = stamps[0] ?? 0;
  return stamps.map((stamp) => (first + ticksBetween(first, stamp)) / CLOCK_HZ);
}
