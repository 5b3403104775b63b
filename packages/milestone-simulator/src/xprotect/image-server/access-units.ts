const START_CODE = Buffer.from([0, 0, 1]);

const SLICE = 1;
const KEY_SLICE = 5;

/** One picture in Annex B with the parameter sets before it. */
export interface AccessUnit {
  data: Buffer;
  isKey: boolean;
}

/**
 * Cuts an H.264 stream (Annex B, one slice or more a picture, no arbitrary slice order) into pictures. A picture is whole
 * once the next one begins, or the stream ends.
 */
export async function* accessUnits(bytes: AsyncIterable<Buffer>): AsyncGenerator<AccessUnit> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    pending = Buffer.concat([pending, chunk]);
    const starts = beginnings(pending);
    for (const [index, start] of starts.entries()) {
      const end = starts[index + 1];
      if (end !== undefined) yield unitOf(pending.subarray(start, end));
    }
    pending = pending.subarray(starts.at(-1) ?? 0);
  }
  if (beginnings(pending).length > 0) yield unitOf(pending);
}

function unitOf(data: Buffer): AccessUnit {
  return { data: Buffer.from(data), isKey: nals(data).some(({ type }) => type === KEY_SLICE) };
}

/** Where pictures begin: the first unit that can't belong to the picture before (ITU-T H.264 §7.4.1.2.3). */
function beginnings(data: Buffer): number[] {
  const starts: number[] = [];
  let hasPicture = true;
  for (const { offset, type, isFirstSlice } of nals(data)) {
    const isSlice = type === SLICE || type === KEY_SLICE;
    const isHead = type >= 6 && type <= 9;
    if (hasPicture && (isHead || (isSlice && isFirstSlice))) {
      starts.push(offset);
      hasPicture = false;
    }
    if (isSlice) hasPicture = true;
  }
  return starts;
}

/** The units whose header is at hand. `first_mb_in_slice` is 0 where its first bit is set. */
function nals(data: Buffer) {
  const found: { offset: number; type: number; isFirstSlice: boolean }[] = [];
  for (let at = data.indexOf(START_CODE); at !== -1; at = data.indexOf(START_CODE, at + 3)) {
    const header = data[at + 3];
    const body = data[at + 4];
    if (header === undefined || body === undefined) break;
    const offset = at > 0 && data[at - 1] === 0 ? at - 1 : at;
    found.push({ offset, type: header & 0x1f, isFirstSlice: (body & 0x80) !== 0 });
  }
  return found;
}
