import { readTimestamp, ticksBetween } from './timestamps.ts';
import { payloadStart, pidOf, startsUnit, TS_PACKET, transportPackets } from './transport-packets.ts';

/** The stream ids of sound are 0xc0 to 0xdf. */
const SOUND_STREAM = 0xc0;

/** Sound and pictures begin so much apart without anybody noticing, in ticks. */
export const EARLY_SOUND = 9_000;

/**
 * A segment of MPEG-TS without the sound before its first picture, which is shown at `ticks`: players would begin with it, before
 * there is anything to show, and take its time for that of the picture. The same segment where there is none.
 */
export function withoutEarlySound(segment: Buffer, ticks: number): Buffer {
  const early = new Set<number>();
  const left: Buffer[] = [];
  for (const packet of transportPackets(segment)) {
    const stamp = soundStampIn(packet);
    const pid = pidOf(packet);
    if (stamp !== undefined && ticksBetween(ticks, stamp) < -EARLY_SOUND) early.add(pid);
    else if (stamp !== undefined) early.delete(pid);
    if (!early.has(pid)) left.push(packet);
  }
  return left.length * TS_PACKET === segment.length ? segment : Buffer.concat(left);
}

function soundStampIn(packet: Buffer): number | undefined {
  if (!startsUnit(packet)) return undefined;
  const at = payloadStart(packet);
  if (at + 14 > TS_PACKET || packet.readUIntBE(at, 3) !== 1) return undefined;
  const isSound = (packet.readUInt8(at + 3) & 0xe0) === SOUND_STREAM;
  return isSound && (packet.readUInt8(at + 7) & 0x80) !== 0 ? readTimestamp(packet, at + 9) : undefined;
}
