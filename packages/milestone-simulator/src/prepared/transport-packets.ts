/** The length of a packet of MPEG-TS (ISO/IEC 13818-1, 2.4.3.2). */
export const PACKET = 188;
export const VIDEO_PID = 0x100;
const HEADER = 4;

/**
 * The payload in packets of the video, the last one stuffed in its adaptation field. Their continuity is 0 throughout.
 * `opening` is the adaptation field of the first packet, which then begins a unit; its length byte is filled in here.
 */
export function toPackets(payload: Buffer, opening: Buffer = Buffer.alloc(0)): Buffer {
  const packets: Buffer[] = [];
  for (let offset = 0; offset < payload.length; ) {
    const begins = offset === 0 && opening.length > 0;
    const field = begins ? opening : Buffer.alloc(0);
    const room = PACKET - HEADER - field.length;
    const taken = Math.min(room, payload.length - offset);
    packets.push(packetOf(payload.subarray(offset, offset + taken), field, begins));
    offset += taken;
  }
  return Buffer.concat(packets);
}

function packetOf(payload: Buffer, field: Buffer, begins: boolean): Buffer {
  const fieldLength = PACKET - HEADER - payload.length;
  const packet = Buffer.alloc(PACKET, 0xff);
  packet.writeUInt8(0x47, 0);
  packet.writeUInt16BE((begins ? 0x4000 : 0) | VIDEO_PID, 1);
  packet.writeUInt8(fieldLength > 0 ? 0x30 : 0x10, 3);
  if (fieldLength > 0) packet.writeUInt8(fieldLength - 1, HEADER);
  if (fieldLength > 1) packet.writeUInt8(0, HEADER + 1);
  if (field.length > 1) field.copy(packet, HEADER + 1, 1);
  payload.copy(packet, HEADER + fieldLength);
  return packet;
}

/** Counts the packets on from `continuity`, in place, and returns the count for the packet after them. */
export function countOn(packets: Buffer, continuity: number): number {
  let count = continuity;
  for (let at = 3; at < packets.length; at += PACKET) {
    packets[at] = ((packets[at] ?? 0) & 0xf0) | count;
    count = (count + 1) & 0xf;
  }
  return count;
}
