import { DecodeError } from '../picture-decoder.ts';

const BOX_BYTES = 8;
const NAME_BYTES = 4;
/** Larger than any header. */
const MAX_HEADER_BYTES = 4 * 1024 * 1024;
/** What comes before a picture is within so many bytes of its sample. */
const LOOKED_AT_BYTES = 8 * 1024;
const START_CODE = Buffer.from([0, 0, 0, 1]);

interface Box {
  name: string;
  content: Buffer;
}

interface PictureTrack {
  id: number;
  /** How many bytes tell the length of a unit. */
  lengthBytes: number;
}

/**
 * What the pictures of a fragmented MP4 begin with, as units with start codes, however it comes in pieces (ISO/IEC 14496-12, 8.8,
 * and -15, 5).
 */
export class MovieSamples {
  private bytes: Buffer = Buffer.alloc(0);
  /** How many bytes came before `bytes`, and before the next box. */
  private passed = 0;
  private boxAt = 0;
  private track: PictureTrack | undefined;
  private readonly samples: { at: number; size: number }[] = [];

  /** @throws DecodeError where it is none that can be read. */
  *take(chunk: Buffer): Generator<Buffer> {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    while (this.readBox());
    yield* this.whole();
    this.drop();
  }

  /** Whether there was one; the next may be there as well. */
  private readBox(): boolean {
    const from = this.boxAt - this.passed;
    if (from < 0 || from + BOX_BYTES > this.bytes.length) return false;
    const size = this.bytes.readUInt32BE(from);
    const name = this.bytes.toString('latin1', from + NAME_BYTES, from + BOX_BYTES);
    if (size < BOX_BYTES) throw new DecodeError('The boxes of an MP4 of the VMS can not be read.');
    if (name === 'moov' || name === 'moof') {
      if (size > MAX_HEADER_BYTES) throw new DecodeError('A header of an MP4 of the VMS has no end.');
      if (from + size > this.bytes.length) return false;
      const content = this.bytes.subarray(from + BOX_BYTES, from + size);
      if (name === 'moov') this.track = pictureTrack(content);
      else this.readFragment(content);
    }
    this.boxAt += size;
    return true;
  }

  private readFragment(content: Buffer) {
    for (const part of boxes(content)) {
      if (part.name !== 'traf') continue;
      const inner = boxes(part.content);
      const header = inner.find(({ name }) => name === 'tfhd')?.content;
      if (header === undefined || header.readUInt32BE(4) !== this.track?.id) continue;
      for (const { name, content: run } of inner) {
        if (name === 'trun') this.samples.push(...samplesOf(run, header, this.boxAt));
      }
    }
  }

  private *whole(): Generator<Buffer> {
    for (let [sample] = this.samples; sample !== undefined; [sample] = this.samples) {
      const from = sample.at - this.passed;
      const to = from + Math.min(sample.size, LOOKED_AT_BYTES);
      if (to > this.bytes.length) return;
      this.samples.shift();
      if (from >= 0)
        yield withStartCodes(this.bytes.subarray(from, to), this.track?.lengthBytes ?? NAME_BYTES);
    }
  }

  /** A copy: a slice would keep all of the pieces in memory. */
  private drop() {
    const kept = Math.min(this.boxAt, this.samples[0]?.at ?? Number.POSITIVE_INFINITY);
    const over = Math.min(kept - this.passed, this.bytes.length);
    if (over <= 0) return;
    this.bytes = Buffer.from(this.bytes.subarray(over));
    this.passed += over;
  }
}

function boxes(content: Buffer): Box[] {
  const found: Box[] = [];
  for (let at = 0; at + BOX_BYTES <= content.length; ) {
    const size = content.readUInt32BE(at);
    if (size < BOX_BYTES || at + size > content.length) break;
    const name = content.toString('latin1', at + NAME_BYTES, at + BOX_BYTES);
    found.push({ name, content: content.subarray(at + BOX_BYTES, at + size) });
    at += size;
  }
  return found;
}

function pictureTrack(movie: Buffer): PictureTrack | undefined {
  for (const { name, content } of boxes(movie)) {
    if (name !== 'trak') continue;
    const header = boxes(content).find((box) => box.name === 'tkhd')?.content;
    const [avc, hevc] = [content.indexOf('avcC'), content.indexOf('hvcC')];
    const at = avc === -1 ? hevc + NAME_BYTES + 21 : avc + NAME_BYTES + 4;
    if (header === undefined || (avc === -1 && hevc === -1)) continue;
    return { id: header.readUInt32BE(header[0] === 1 ? 20 : 12), lengthBytes: ((content[at] ?? 3) & 3) + 1 };
  }
  return undefined;
}

/** Where the samples of a run are, counted from the first byte of all. */
function samplesOf(run: Buffer, header: Buffer, fragmentAt: number) {
  const flags = run.readUInt32BE(0);
  const count = run.readUInt32BE(4);
  const size = defaultSize(header);
  const hasSizes = (flags & 0x200) !== 0;
  if ((flags & 1) === 0 || (!hasSizes && size === undefined))
    throw new DecodeError('An MP4 of the VMS does not tell where its pictures are.');
  const isFromStart = (header.readUInt32BE(0) & 1) !== 0;
  let at = (isFromStart ? Number(header.readBigUInt64BE(8)) : fragmentAt) + run.readInt32BE(8);
  const each = [0x100, 0x200, 0x400, 0x800].filter((flag) => (flags & flag) !== 0).length * 4;
  const first = 12 + ((flags & 4) !== 0 ? 4 : 0);
  const sizeAt = first + ((flags & 0x100) !== 0 ? 4 : 0);
  return Array.from({ length: Math.min(count, run.length) }, (_, index) => {
    const sample = { at, size: hasSizes ? run.readUInt32BE(sizeAt + index * each) : (size ?? 0) };
    at += sample.size;
    return sample;
  });
}

function defaultSize(header: Buffer): number | undefined {
  const flags = header.readUInt32BE(0);
  const at = 8 + ((flags & 1) !== 0 ? 8 : 0) + ((flags & 2) !== 0 ? 4 : 0) + ((flags & 8) !== 0 ? 4 : 0);
  return (flags & 0x10) !== 0 ? header.readUInt32BE(at) : undefined;
}

function withStartCodes(sample: Buffer, lengthBytes: number): Buffer {
  const units: Buffer[] = [];
  for (let at = 0; at + lengthBytes < sample.length; ) {
    const length = sample.readUIntBE(at, lengthBytes);
    units.push(START_CODE, sample.subarray(at + lengthBytes, at + lengthBytes + length));
    at += lengthBytes + length;
  }
  return Buffer.concat(units);
}
