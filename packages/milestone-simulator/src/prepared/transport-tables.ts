import { PACKET, VIDEO_PID } from './transport-packets.ts';

const TABLE_PID = 0x1000;
const H264 = 0x1b;

const association = section([
  0x00,
  0xb0,
  13,
  0,
  1,
  0xc1,
  0,
  0,
  0,
  1,
  0xe0 | (TABLE_PID >> 8),
  TABLE_PID & 0xff,
]);
const video = [H264, 0xe0 | (VIDEO_PID >> 8), VIDEO_PID & 0xff, 0xf0, 0];
const clockPid = [0xe0 | (VIDEO_PID >> 8), VIDEO_PID & 0xff];
const map = section([0x02, 0xb0, 18, 0, 1, 0xc1, 0, 0, ...clockPid, 0xf0, 0, ...video]);

/** The packets that say what is in the stream (PAT and PMT). `continuity` counts their repetitions, mod 16. */
export const tableSections = (continuity: number): Buffer[] => [
  packet(0, association, continuity),
  packet(TABLE_PID, map, continuity),
];

function packet(pid: number, table: Buffer, continuity: number): Buffer {
  const bytes = Buffer.alloc(PACKET, 0xff);
  bytes.set([0x47, 0x40 | (pid >> 8), pid & 0xff, 0x10 | continuity, 0]);
  table.copy(bytes, 5);
  return bytes;
}

function section(bytes: readonly number[]): Buffer {
  const table = Buffer.alloc(bytes.length + 4);
  table.set(bytes);
  table.writeUInt32BE(checksum(bytes), bytes.length);
  return table;
}

/** CRC-32 as MPEG reckons it (ISO/IEC 13818-1, annex A). */
function checksum(bytes: readonly number[]): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}
