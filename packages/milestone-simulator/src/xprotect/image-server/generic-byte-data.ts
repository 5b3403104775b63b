const VIDEO = 0x0010;
const codecs = { h264: 0x000a, h265: 0x000e };

/** What travels in packets; JPEGs travel bare. */
export type PacketCodec = keyof typeof codecs;

const HEADER_BYTES = 32;
const BLOCK_HEADER_BYTES = 36;
const SYNC_POINT = 1;

/** One picture of a GOP. Times are epoch ms. */
export interface Picture {
  data: Buffer;
  time: number;
  isKey: boolean;
}

/** A picture as a video stream packet, all big-endian (protocol reference §5.5). `sequence` wraps at 65,536. */
export function videoPacket(
  { data, time, isKey }: Picture,
  { codec, keyTime, sequence }: { codec: PacketCodec; keyTime: number; sequence: number },
): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(VIDEO, 0);
  header.writeUInt32BE(HEADER_BYTES + data.length, 2);
  header.writeUInt16BE(codecs[codec], 6);
  header.writeUInt16BE(sequence % 65_536, 8);
  header.writeUInt16BE(isKey ? SYNC_POINT : 0, 10);
  header.writeBigUInt64BE(BigInt(keyTime), 12);
  header.writeBigUInt64BE(BigInt(time), 20);
  return Buffer.concat([header, data]);
}

/** A whole GOP as the block that clients without multipart get: 36 bytes, then Annex B. */
export function videoBlock(pictures: readonly Picture[], codec: PacketCodec, keyTime: number): Buffer {
  const payload = Buffer.concat(pictures.map(({ data }) => data));
  const header = Buffer.alloc(BLOCK_HEADER_BYTES);
  header.writeUInt16BE(codecs[codec], 0);
  header.writeUInt32BE(payload.length, 8);
  header.writeBigUInt64BE(BigInt(keyTime), 12);
  return Buffer.concat([header, payload]);
}
