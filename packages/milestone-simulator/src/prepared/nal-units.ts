/** Kinds of NAL units (H.264, table 7-1). */
export const Nal = { slice: 1, keySlice: 5, sps: 7, pps: 8, delimiter: 9 } as const;

const START_CODE = Buffer.from([0, 0, 0, 1]);

export const nalKind = (unit: Buffer): number => (unit[0] ?? 0) & 0x1f;

/** The NAL units of an Annex B byte stream, without their start codes. */
export function splitAnnexB(stream: Buffer): Buffer[] {
  const starts: number[] = [];
  for (
    let at = stream.indexOf(START_CODE.subarray(1));
    at >= 0;
    at = stream.indexOf(START_CODE.subarray(1), at + 3)
  )
    starts.push(at);
  return starts.map((start, index) => {
    const next = starts[index + 1] ?? stream.length;
    let end = next;
    while (end > start + 3 && stream[end - 1] === 0) end -= 1;
    return stream.subarray(start + 3, end);
  });
}

export const toAnnexB = (units: readonly Buffer[]): Buffer =>
  Buffer.concat(units.flatMap((unit) => [START_CODE, unit]));

/** A payload with what keeps start codes out of it (H.264, 7.4.1). */
export function escapePayload(payload: Buffer): Buffer {
  const escaped: number[] = [];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      escaped.push(3);
      zeros = 0;
    }
    escaped.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(escaped);
}

export function unescapePayload(payload: Buffer): Buffer {
  const plain: number[] = [];
  let zeros = 0;
  for (const byte of payload) {
    const filler = zeros >= 2 && byte === 3;
    if (!filler) plain.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(plain);
}
