/** MPEG-TS (ISO/IEC 13818-1) comes in packets of this many bytes, each of which begins with the sync byte. */
export const TS_PACKET = 188;
export const TS_SYNC = 0x47;
/** The packets of the table that names the programs. */
export const PAT_PID = 0;

/** The types of the streams that are passed on as they are (ISO/IEC 13818-1, table 2-34). */
export const streamTypes = { h264: 0x1b, h265: 0x24, aac: 0x0f } as const;

/** Where the payload of a packet begins; its end where it has none. */
export function payloadStart(packet: Buffer): number {
  const control = (packet.readUInt8(3) >> 4) & 3;
  if (control === 1) return 4;
  return control === 3 ? Math.min(5 + packet.readUInt8(4), TS_PACKET) : TS_PACKET;
}

export const pidOf = (packet: Buffer) => packet.readUInt16BE(1) & 0x1fff;
export const startsUnit = (packet: Buffer) => (packet.readUInt8(1) & 0x40) !== 0;

export function* transportPackets(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at + TS_PACKET <= bytes.length; at += TS_PACKET) {
    if (bytes[at] !== TS_SYNC) return;
    yield bytes.subarray(at, at + TS_PACKET);
  }
}

/** The program's clock, where a packet tells it: in ticks, and where it stands. */
export function clockIn(packet: Buffer): { at: number; ticks: number } | undefined {
  const hasField = (packet.readUInt8(3) & 0x20) !== 0 && packet.readUInt8(4) > 0;
  if (!hasField || (packet.readUInt8(5) & 0x10) === 0) return undefined;
  return { at: 6, ticks: packet.readUInt32BE(6) * 2 + (packet.readUInt8(10) >> 7) };
}
