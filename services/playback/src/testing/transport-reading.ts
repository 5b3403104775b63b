const PACKET = 188;

/** A unit of a transport stream as a player reads it; times in ticks of 90 kHz. */
export interface ReadUnit {
  pid: number;
  pts: number;
  dts: number;
  /** What the program's clock is at its beginning, where that is told. */
  clock: number | undefined;
  content: Buffer;
}

/** What is in a transport stream, read as ISO/IEC 13818-1 says and by none of the code under test. */
export function readTransport(stream: Buffer) {
  const pids: number[] = [];
  const counts = new Map<number, number[]>();
  const units: ReadUnit[] = [];
  for (let at = 0; at < stream.length; at += PACKET) {
    const packet = stream.subarray(at, at + PACKET);
    if (packet.length < PACKET || packet[0] !== 0x47) throw new Error(`At ${at} there is no packet.`);
    const pid = packet.readUInt16BE(1) & 0x1fff;
    const control = packet.readUInt8(3);
    const fieldBytes = (control & 0x20) === 0 ? 0 : 1 + packet.readUInt8(4);
    const hasClock = fieldBytes > 6 && (packet.readUInt8(5) & 0x10) !== 0;
    const clock = hasClock ? packet.readUInt32BE(6) * 2 + (packet.readUInt8(10) >> 7) : undefined;
    pids.push(pid);
    counts.set(pid, [...(counts.get(pid) ?? []), control & 15]);
    const payload = packet.subarray(4 + fieldBytes);
    if (payload.length === 0) throw new Error(`At ${at} there is a packet of nothing.`);
    if ((packet.readUInt8(1) & 0x40) === 0) append(units, pid, payload, clock);
    else if (payload.readUIntBE(0, 3) === 1) units.push(unitOf(pid, payload, clock));
  }
  return { pids, counts, units };
}

function append(units: ReadUnit[], pid: number, payload: Buffer, clock: number | undefined) {
  const unit = units.findLast((one) => one.pid === pid);
  if (unit === undefined) throw new Error(`Of ${pid} there is something before its first unit.`);
  if (clock !== undefined) throw new Error('A clock is told within a unit.');
  unit.content = Buffer.concat([unit.content, payload]);
}

function unitOf(pid: number, payload: Buffer, clock: number | undefined): ReadUnit {
  const pts = stampAt(payload, 9);
  const dts = (payload.readUInt8(7) & 0x40) === 0 ? pts : stampAt(payload, 14);
  const content = Buffer.from(payload.subarray(9 + payload.readUInt8(8)));
  return { pid, pts, dts, clock, content };
}

function stampAt(bytes: Buffer, at: number): number {
  const all = BigInt(`0x${bytes.toString('hex', at, at + 5)}`);
  if ((all & 0x100010001n) !== 0x100010001n) throw new Error('A timestamp has not its marks.');
  return Number((((all >> 33n) & 7n) << 30n) | (((all >> 17n) & 0x7fffn) << 15n) | ((all >> 1n) & 0x7fffn));
}
