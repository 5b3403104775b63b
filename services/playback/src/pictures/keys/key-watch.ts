import { type CutCodec, codings } from '../../streams/cutting/coding.ts';
import { PictureFinder } from '../../streams/cutting/picture-finder.ts';
import { contentOf } from '../../streams/cutting/picture-head.ts';
import { UncuttableError } from '../../streams/cutting/uncuttable.ts';
import type { Unit } from '../../streams/cutting/unit-collector.ts';
import { readUnitHeader } from '../../streams/cutting/unit-header.ts';
import { streamTypes } from '../../streams/video/transport-packets.ts';
import type { VideoFormat } from '../../streams/video/video-format.ts';
import { DecodeError } from '../picture-decoder.ts';
import { type AccessUnit, AccessUnits } from './access-units.ts';
import { MovieSamples } from './movie-samples.ts';

/**
 * Looks at the pictures of H.265, and of H.264 in MP4, as their bytes come, for those that are announced as places to begin at
 * and are no key pictures: with gradual refresh nothing is whole until the next such place.
 */
export class KeyWatch {
  /** Whether the first picture is a key picture; `undefined` while none came. */
  beginsWithKey: boolean | undefined;
  /** Whether a place to begin at was no key picture. */
  hasDependent = false;
  /** How many pictures come before the second place to begin at; `undefined` while there was none. */
  firstWhole: number | undefined;
  private count = 0;
  private readonly transport: PictureFinder | undefined;
  private readonly raw: AccessUnits | undefined;
  private readonly movie: MovieSamples | undefined;
  private readonly codec: CutCodec;
  private isOver = false;

  constructor({ container, codec }: VideoFormat) {
    const isH265 = codec === 'h265';
    this.codec = isH265 ? 'h265' : 'h264';
    this.movie = container === 'mp4' && codec !== 'unknown' ? new MovieSamples() : undefined;
    this.transport = isH265 && container === 'mp2t' ? new PictureFinder(streamTypes.h265) : undefined;
    this.raw = isH265 && container === 'h265' ? new AccessUnits('h265') : undefined;
  }

  take(chunk: Buffer): void {
    if (this.isOver) return;
    this.attempt(() => {
      for (const unit of this.raw?.take(chunk) ?? []) this.add(unit);
      for (const unit of this.transport?.read(chunk) ?? []) this.addPacked(unit);
      for (const sample of this.movie?.take(chunk) ?? []) this.addAll(sample);
    });
  }

  /** The same for the first bytes, of whose last picture not all may be there. */
  takeFirst(head: Buffer): void {
    this.take(head);
    if (this.isOver || this.beginsWithKey !== undefined) return;
    this.attempt(() => {
      for (const unit of this.raw?.end() ?? []) this.add(unit);
      for (const unit of this.transport?.end() ?? []) this.addPacked(unit);
    });
  }

  private addPacked({ packets }: Unit) {
    this.addAll(contentOf(packets, readUnitHeader(packets).contentAt));
  }

  private addAll(content: Buffer) {
    const units = new AccessUnits(this.codec);
    for (const unit of [...units.take(content), ...units.end()]) this.add(unit);
  }

  private add({ type, isAnnounced, bytes }: AccessUnit) {
    const isKey = codings[this.codec].isKey(type, bytes);
    if (this.beginsWithKey !== undefined && (isAnnounced || isKey)) this.firstWhole ??= this.count;
    this.hasDependent ||= isAnnounced && !isKey;
    this.beginsWithKey ??= isKey;
    this.count += 1;
  }

  /** What can't be read tells nothing: it is for the decoder to say what is wrong with it. */
  private attempt(work: () => void) {
    try {
      work();
    } catch (error) {
      if (!(error instanceof UncuttableError) && !(error instanceof DecodeError)) throw error;
      this.isOver = true;
    }
  }
}

/** Whether places to begin at are looked for in it. */
export const isWatched = ({ container, codec }: VideoFormat): boolean =>
  (codec === 'h265' && container !== 'unknown') || (codec === 'h264' && container === 'mp4');

/** Whether what is watched begins with a key picture; `undefined` while the first bytes don't tell. */
export function beginsWithKey(format: VideoFormat, head: Buffer): boolean | undefined {
  const watch = new KeyWatch(format);
  watch.takeFirst(head);
  return watch.beginsWithKey;
}
