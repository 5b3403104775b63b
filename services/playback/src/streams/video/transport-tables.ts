/** MPEG-TS (ISO/IEC 13818-1) comes in packets of this many bytes, each of which begins with the sync byte. */
export const TS_PACKET = 188;
export const TS_SYNC = 0x47;

const PAT_PID = 0;

/** Where the payload of a packet begins; past its end where it has none. */
export function payloadStart(packet: Buffer): number {
  const control = (packet.readUInt8(3) >> 4) & 3;
  if (control === 1) return 4;
  return control === 3 ? 5 + packet.readUInt8(4) : TS_PACKET;
}

export const pidOf = (packet: Buffer) => packet.readUInt16BE(1) & 0x1fff;
export const startsUnit = (packet: Buffer) => (packet.readUInt8(1) & 0x40) !== 0;

export function* transportPackets(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at + TS_PACKET <= bytes.length; at += TS_PACKET) {
    if (bytes[at] !== TS_SYNC) return;
    yield bytes.subarray(at, at + TS_PACKET);
  }
}

/** The stream types that the first program map names (ISO/IEC 13818-1, table 2-34); `undefined` while there is no map. */
export function streamTypes(bytes: Buffer): number[] | undefined {
  let mapPid: number | undefined;
  for (const packet of transportPackets(bytes)) {
    const pid = pidOf(packet);
    if (!startsUnit(packet) || (pid !== PAT_PID && pid !== mapPid)) continue;
    const section = sectionOf(packet);
    if (section === undefined) continue;
    if (pid === mapPid) return typesOf(section);
    mapPid = firstMapPid(section);
  }
  return undefined;
}

/** A table's section without its checksum; both tables are shorter than a packet wherever this is used. */
function sectionOf(packet: Buffer): Buffer | undefined {
  const payload = payloadStart(packet);
  if (payload >= TS_PACKET) return undefined;
  const start = payload + 1 + packet.readUInt8(payload);
  if (start + 3 > TS_PACKET) return undefined;
  const length = packet.readUInt16BE(start + 1) & 0xfff;
  return packet.subarray(start, Math.min(start + 3 + length - 4, TS_PACKET));
}

function firstMapPid(section: Buffer): number | undefined {
  for (let at = 8; at + 4 <= section.length; at += 4) {
    if (section.readUInt16BE(at) !== 0) return section.readUInt16BE(at + 2) & 0x1fff;
  }
  return undefined;
}

function typesOf(section: Buffer): number[] {
  const types: number[] = [];
  if (section.length < 12) return types;
  let at = 12 + (section.readUInt16BE(10) & 0xfff);
  while (at + 5 <= section.length) {
    types.push(section.readUInt8(at));
    at += 5 + (section.readUInt16BE(at + 3) & 0xfff);
  }
  return types;
}
