import { ProtocolError } from '../../errors.ts';

const VIDEO = 0x0010;
const WRAPPER = 0xfef0;
const WRAPPER_BYTES = 16;
const HEADER_BYTES = 32;
const SYNC_POINT = 1;
/** Types below are codecs: the body is a whole group of pictures in the old manner, without their times. */
const LAST_BLOCK_CODEC = 0x000f;
const JPEG_MARK = 0xffd8;

export type PictureCodec = 'jpeg' | 'h264' | 'h265';

const codecs = new Map<number, PictureCodec>([
  [0x0001, 'jpeg'],
  [0x000a, 'h264'],
  [0x000e, 'h265'],
]);

/** One picture; H.264 and H.265 are Annex B, one access unit. */
export interface Picture {
  codec: PictureCodec;
  isKey: boolean;
  /** When it was recorded, epoch ms. */
  time: number;
  data: Buffer;
}

/** `unreadable`: a codec or a form of which only the recorder can make pictures. `other`: sound, metadata. */
export type Packet = { kind: 'picture'; picture: Picture } | { kind: 'unreadable' } | { kind: 'other' };

/**
 * What one body holds (protocol reference §5.5). A bare JPEG has no time of its own, and is of `current`.
 *
 * @throws ProtocolError where the lengths in it do not fit.
 */
export function packetsIn(body: Buffer, current: number): Packet[] {
  if (body.length < 2) throw damaged();
  const type = body.readUInt16BE(0);
  if (type === JPEG_MARK) return [{ kind: 'picture', picture: jpeg(body, current) }];
  if (type !== WRAPPER) return [packetOf(body)];
  if (body.length < WRAPPER_BYTES) throw damaged();
  const packets: Packet[] = [];
  for (let at = WRAPPER_BYTES; at < body.length; ) {
    const length = lengthAt(body, at);
    packets.push(packetOf(body.subarray(at, at + length)));
    at += length;
  }
  return packets;
}

function packetOf(bytes: Buffer): Packet {
  if (bytes.length < HEADER_BYTES) throw damaged();
  const type = bytes.readUInt16BE(0);
  if (type > 0 && type <= LAST_BLOCK_CODEC) return { kind: 'unreadable' };
  const length = lengthAt(bytes, 0);
  if (type !== VIDEO) return { kind: 'other' };
  const codec = codecs.get(bytes.readUInt16BE(6));
  if (codec === undefined) return { kind: 'unreadable' };
  const time = Number(bytes.readBigUInt64BE(20));
  const data = bytes.subarray(HEADER_BYTES, length);
  if (!isTime(time) || data.length === 0) throw damaged();
  const isKey = codec === 'jpeg' || (bytes.readUInt16BE(10) & SYNC_POINT) !== 0;
  return { kind: 'picture', picture: { codec, isKey, time, data } };
}

function jpeg(data: Buffer, time: number): Picture {
  return { codec: 'jpeg', isKey: true, time, data };
}

/** The length of the packet that begins there, its header included. */
function lengthAt(bytes: Buffer, at: number): number {
  if (at + HEADER_BYTES > bytes.length) throw damaged();
  const length = bytes.readUInt32BE(at + 2);
  if (length < HEADER_BYTES || at + length > bytes.length) throw damaged();
  return length;
}

/** What `Date` can hold. */
const isTime = (epochMs: number) => epochMs > 0 && epochMs <= 8.64e15;

const damaged = () =>
  new ProtocolError(
    'The recording server sends video whose lengths or times do not fit. Its database may be damaged.',
  );
