const POLYNOMIAL = 0x04c11db7;

/** CRC-32 as tables of MPEG-TS carry it (ISO/IEC 13818-1, annex A); 0 for a whole section whose checksum is right. */
export function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  }
  return crc >>> 0;
}
