const START_CODE = Buffer.from([0, 0, 1]);

/** What a NAL unit is to the cutting of pictures. */
interface Unit {
  kind: 'slice' | 'keySlice' | 'head' | 'other';
  isFirstSlice: boolean;
}

/** How a unit's first bytes are read: ITU-T H.264 §7.3.1, H.265 §7.3.1.2 and §7.3.6.1. */
const readers = {
  h264: { headerBytes: 1, read: unitOfH264 },
  h265: { headerBytes: 2, read: unitOfH265 },
};

/** `first_mb_in_slice` is 0 where its first bit is set. */
function unitOfH264(header: number, body: number): Unit {
  const type = header & 0x1f;
  const isHead = type >= 6 && type <= 9;
  const kind = type === 5 ? 'keySlice' : type === 1 ? 'slice' : isHead ? 'head' : 'other';
  return { kind, isFirstSlice: (body & 0x80) !== 0 };
}

/** Types 16 to 23 can be begun with; 32 to 35 and 39 stand before a picture. */
function unitOfH265(header: number, body: number): Unit {
  const type = (header >> 1) & 0x3f;
  const isHead = (type >= 32 && type <= 35) || type === 39;
  const isKey = type >= 16 && type <= 23;
  const kind = isKey ? 'keySlice' : type < 32 ? 'slice' : isHead ? 'head' : 'other';
  return { kind, isFirstSlice: (body & 0x80) !== 0 };
}

/** One picture in Annex B with the parameter sets before it. */
export interface AccessUnit {
  data: Buffer;
  isKey: boolean;
}

/**
 * Cuts a stream (Annex B, one slice or more a picture, no arbitrary slice order) into pictures. A picture is whole
 * once the next one begins, or the stream ends.
 */
export async function* accessUnits(
  bytes: AsyncIterable<Buffer>,
  codec: keyof typeof readers,
): AsyncGenerator<AccessUnit> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    pending = Buffer.concat([pending, chunk]);
    const starts = beginnings(pending, codec);
    for (const [index, start] of starts.entries()) {
      const end = starts[index + 1];
      if (end !== undefined) yield unitOf(pending.subarray(start, end), codec);
    }
    pending = pending.subarray(starts.at(-1) ?? 0);
  }
  if (beginnings(pending, codec).length > 0) yield unitOf(pending, codec);
}

function unitOf(data: Buffer, codec: keyof typeof readers): AccessUnit {
  return { data: Buffer.from(data), isKey: nals(data, codec).some(({ kind }) => kind === 'keySlice') };
}

/** Where pictures begin: the first unit that can't belong to the picture before (ITU-T H.264 §7.4.1.2.3). */
function beginnings(data: Buffer, codec: keyof typeof readers): number[] {
  const starts: number[] = [];
  let hasPicture = true;
  for (const { offset, kind, isFirstSlice } of nals(data, codec)) {
    const isSlice = kind === 'slice' || kind === 'keySlice';
    if (hasPicture && (kind === 'head' || (isSlice && isFirstSlice))) {
      starts.push(offset);
      hasPicture = false;
    }
    if (isSlice) hasPicture = true;
  }
  return starts;
}

/** The units whose header is at hand. */
function nals(data: Buffer, codec: keyof typeof readers) {
  const { headerBytes, read } = readers[codec];
  const found: (Unit & { offset: number })[] = [];
  for (let at = data.indexOf(START_CODE); at !== -1; at = data.indexOf(START_CODE, at + 3)) {
    const header = data[at + 3];
    const body = data[at + 3 + headerBytes];
    if (header === undefined || body === undefined) break;
    const offset = at > 0 && data[at - 1] === 0 ? at - 1 : at;
    found.push({ offset, ...read(header, body) });
  }
  return found;
}
