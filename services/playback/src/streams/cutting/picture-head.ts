import { payloadStart, TS_PACKET } from '../video/transport-packets.ts';
import type { Coding } from './coding.ts';
import { UncuttableError } from './uncuttable.ts';

/** Of most pictures the first packets hold all that comes before the picture itself. */
const FIRST_PACKETS = 4;
const START_CODE = Buffer.from([0, 0, 1]);

export interface ParameterSet {
  type: number;
  /** With its start code. */
  bytes: Buffer;
}

/** What comes before the picture itself, and which kind that is of. */
export interface PictureHead {
  isKey: boolean;
  /** Whether the picture says so itself, and not a message before it: it needs none of those that were left out. */
  isKeyByItself: boolean;
  /** Whether nothing after it needs what was before it. */
  startsAnew: boolean;
  /** The length of the delimiter that it begins with; 0 where it has none. */
  delimiterBytes: number;
  sets: ParameterSet[];
}

/** @throws UncuttableError where there is no picture. */
export function readPictureHead(coding: Coding, packets: Buffer, contentAt: number): PictureHead {
  const all = packets.length / TS_PACKET;
  for (let count = FIRST_PACKETS; ; count *= 8) {
    const head = headIn(coding, contentOf(packets.subarray(0, count * TS_PACKET), contentAt));
    if (head !== undefined) return head;
    if (count >= all) throw new UncuttableError('Something of it is no picture.');
  }
}

/** What the packets of a unit carry after its header, which ends at `contentAt` of the first. */
export function contentOf(packets: Buffer, contentAt: number): Buffer {
  const content = Buffer.allocUnsafe(packets.length);
  let length = packets.copy(content, 0, contentAt, TS_PACKET);
  for (let at = TS_PACKET; at < packets.length; at += TS_PACKET) {
    const packet = packets.subarray(at, at + TS_PACKET);
    length += packet.copy(content, length, payloadStart(packet));
  }
  return content.subarray(0, length);
}

/** What units with start codes begin with; `undefined` while the picture itself has not begun. */
export function headIn(coding: Coding, content: Buffer): PictureHead | undefined {
  const head: PictureHead = {
    ...{ isKey: false, isKeyByItself: false, startsAnew: false },
    ...{ delimiterBytes: 0, sets: [] },
  };
  const delimiter = coding.typeOf(coding.delimiter.readUInt8(START_CODE.length + 1));
  let start = content.indexOf(START_CODE);
  while (start !== -1 && start + START_CODE.length < content.length) {
    const at = start + START_CODE.length;
    const type = coding.typeOf(content.readUInt8(at));
    if (coding.isPicture(type)) {
      const isKeyByItself = coding.isKey(type, content);
      return {
        ...head,
        isKeyByItself,
        startsAnew: coding.startsAnew(type),
        isKey: head.isKey || isKeyByItself,
      };
    }
    const next = content.indexOf(START_CODE, at);
    if (next === -1) return undefined;
    const end = contentEnd(content, at, next);
    const unit = content.subarray(at, end);
    if (type === delimiter) head.delimiterBytes ||= end;
    else if (coding.setTypes.includes(type)) head.sets.push({ type, bytes: withStartCode(unit) });
    else head.isKey ||= coding.isKey(type, unit);
    start = next;
  }
  return undefined;
}

/** Zeros before a start code belong to no unit. */
function contentEnd(content: Buffer, from: number, to: number): number {
  let end = to;
  while (end > from && content[end - 1] === 0) end -= 1;
  return end;
}

const withStartCode = (unit: Buffer) => Buffer.concat([Buffer.from([0]), START_CODE, unit]);
