import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { type CutCodec, codings } from '../../streams/cutting/coding.ts';
import { PacketWriter, PICTURE_PID } from '../../streams/cutting/packet-writer.ts';
import { headIn } from '../../streams/cutting/picture-head.ts';
import { writeUnitHeader } from '../../streams/cutting/unit-header.ts';
import { CLOCK_HZ } from '../../streams/video/timestamps.ts';
import type { VideoFormat } from '../../streams/video/video-format.ts';
import { type AccessUnit, AccessUnits } from './access-units.ts';
import { mayHaveFields } from './field-coding.ts';

/** Raw video whose pictures are counted to tell their times. */
export interface CountedVideo {
  codec: CutCodec;
  /** Pictures per second. */
  frameRate: number;
}

/** A key picture needs others than those before it in the stream it is read from, or those after it do. */
export class DependentKeyError extends Error {
  override name = 'DependentKeyError';
}

const PICTURE_STREAM = 0xe0;
const SEQUENCE_SET = 7;
/** Where the clock begins: before nought there is none. */
const FIRST_TICKS = CLOCK_HZ;
/** A key picture of H.265 that is ordered by those before it, and one that is not (ITU-T H.265, table 7-1). */
const ORDERED_KEY = 21;
const UNORDERED_KEY = 18;
const START_CODE = Buffer.from([0, 0, 1]);
/** Shown before the key picture that they come after; those that need what was before it, and those that don't. */
const SKIPPED = [8, 9];
const LEADING = [6, 7, ...SKIPPED];

/** Whether it is raw video of which pictures are counted. */
export function countedVideo({ container, frameRate }: VideoFormat): CountedVideo | undefined {
  if (frameRate === undefined || (container !== 'h264' && container !== 'h265')) return undefined;
  return { codec: container, frameRate };
}

/** Whether counting begins with a key picture by itself, and can be done; `undefined` while the first bytes don't tell. */
export function canCountKeys({ codec }: CountedVideo, bytes: Buffer): boolean | undefined {
  const head = headIn(codings[codec], bytes);
  if (head === undefined) return undefined;
  const hasFields = (unit: Buffer) => mayHaveFields(unit.subarray(unit.indexOf(1) + 1));
  const sequences = codec === 'h264' ? head.sets.filter(({ type }) => type === SEQUENCE_SET) : [];
  return head.isKeyByItself && !sequences.some(({ bytes: set }) => hasFields(set));
}

/**
 * The key pictures of raw video, each with its time, in transport packets: of all others nothing has to be decoded. They come in
 * the order in which they are shown, up to `toMs` after the first picture that is. Fails with a DependentKeyError, a
 * DecodeError, or as the source does, which is closed with it.
 */
export class RawKeys extends Transform {
  /** When the first key picture is shown, ms after the first picture that is. */
  firstMs = 0;
  private readonly units: AccessUnits;
  private readonly writer: PacketWriter;
  /** How many pictures came that are shown. */
  private count = 0;
  private awaited: { unit: AccessUnit; before: number; leading: number } | undefined;
  private keys = 0;
  private isOver = false;

  constructor(
    private readonly source: Readable,
    private readonly video: CountedVideo,
    private readonly toMs: number,
  ) {
    super();
    this.units = new AccessUnits(video.codec);
    this.writer = new PacketWriter(codings[video.codec], false);
    this.writer.writeTables();
    source.once('error', (error) => this.destroy(error));
    source.pipe(this);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    this.attempt(done, () => {
      if (this.isOver) return;
      for (const unit of this.units.take(chunk)) {
        this.add(unit);
        this.isOver = this.msOf(this.count - 1) > this.toMs;
        if (this.isOver) break;
      }
      this.pass();
      if (!this.isOver) return;
      this.source.unpipe(this);
      this.push(null);
    });
  }

  override _flush(done: TransformCallback) {
    this.attempt(done, () => {
      if (this.isOver) return;
      for (const unit of this.units.end()) this.add(unit);
      this.writeKey();
      this.pass();
    });
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void) {
    this.source.destroy();
    done(error);
  }

  private attempt(done: TransformCallback, work: () => void) {
    try {
      work();
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private add(unit: AccessUnit) {
    const isKey = codings[this.video.codec].isKey(unit.type, unit.bytes);
    const isLeading = this.video.codec === 'h265' && LEADING.includes(unit.type);
    if (!isKey && unit.isAnnounced) throw new DependentKeyError('A key picture needs others.');
    if (isLeading && this.awaited !== undefined) {
      // Nobody can see those that need what was never sent.
      if (this.keys === 0 && SKIPPED.includes(unit.type)) return;
      this.awaited.leading += 1;
    } else this.writeKey();
    if (isKey) this.awaited = { unit, before: this.count, leading: 0 };
    this.count += 1;
  }

  private writeKey() {
    if (this.awaited === undefined) return;
    const { unit, before, leading } = this.awaited;
    const ms = this.msOf(before + leading);
    if (this.keys === 0) this.firstMs = ms;
    this.keys += 1;
    this.awaited = undefined;
    const ticks = FIRST_TICKS + Math.round((ms * CLOCK_HZ) / 1000);
    const header = writeUnitHeader({
      streamId: PICTURE_STREAM,
      pts: ticks,
      dts: ticks,
      contentBytes: undefined,
    });
    const front = Buffer.concat([header, this.video.codec === 'h265' ? unordered(unit.bytes) : unit.bytes]);
    this.writer.writeUnit({ pid: PICTURE_PID, front, rest: Buffer.alloc(0), isKey: true });
  }

  private msOf(index: number): number {
    return (index * 1000) / this.video.frameRate;
  }

  private pass() {
    // A copy: the writer goes on in its own.
    if (this.writer.bytes > 0) this.push(Buffer.from(this.writer.take()));
  }
}

/** Where the pictures between two key pictures are left out, their order can't be told any more but by that of the stream. */
function unordered(bytes: Buffer): Buffer {
  const { typeOf } = codings.h265;
  for (let start = bytes.indexOf(START_CODE); start !== -1; start = bytes.indexOf(START_CODE, start + 3)) {
    const header = bytes[start + START_CODE.length] ?? 0;
    if (typeOf(header) !== ORDERED_KEY) continue;
    bytes[start + START_CODE.length] = (header & 0x81) | (UNORDERED_KEY << 1);
  }
  return bytes;
}
