import { codings } from '../../streams/cutting/coding.ts';
import { PictureFinder } from '../../streams/cutting/picture-finder.ts';
import { contentOf } from '../../streams/cutting/picture-head.ts';
import { UncuttableError } from '../../streams/cutting/uncuttable.ts';
import type { Unit } from '../../streams/cutting/unit-collector.ts';
import { readUnitHeader } from '../../streams/cutting/unit-header.ts';
import { streamTypes } from '../../streams/video/transport-packets.ts';
import type { VideoFormat } from '../../streams/video/video-format.ts';
import { DecodeError } from '../picture-decoder.ts';
import { type AccessUnit, AccessUnits } from './access-units.ts';

/**
 * Looks at the pictures of H.265, as its bytes come, for those that are announced as places to begin at and are no key pictures:
 * with gradual refresh nothing is whole until the next such place. Only in raw video and in MPEG-TS they are found.
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
  private isOver = false;

  constructor({ container, codec }: VideoFormat) {
    const isRead = codec === 'h265';
    this.transport = isRead && container === 'mp2t' ? new PictureFinder(streamTypes.h265) : undefined;
    this.raw = isRead && container === 'h265' ? new AccessUnits('h265') : undefined;
  }

  take(chunk: Buffer): void {
    if (this.isOver) return;
    this.attempt(() => {
      for (const unit of this.raw?.take(chunk) ?? []) this.add(unit);
      for (const unit of this.transport?.read(chunk) ?? []) this.addAll(unit);
    });
  }

  /** The same for the first bytes, of whose last picture not all may be there. */
  takeFirst(head: Buffer): void {
    this.take(head);
    if (this.isOver || this.beginsWithKey !== undefined) return;
    this.attempt(() => {
      for (const unit of this.raw?.end() ?? []) this.add(unit);
      for (const unit of this.transport?.end() ?? []) this.addAll(unit);
    });
  }

  private addAll({ packets }: Unit) {
    const units = new AccessUnits('h265');
    const content = contentOf(packets, readUnitHeader(packets).contentAt);
    for (const unit of [...units.take(content), ...units.end()]) this.add(unit);
  }

  private add({ type, isAnnounced, bytes }: AccessUnit) {
    const isKey = codings.h265.isKey(type, bytes);
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

/** Whether H.265 begins with a key picture; `undefined` while the first bytes don't tell, `true` where they never do. */
export function beginsWithKey(format: VideoFormat, head: Buffer): boolean | undefined {
  if (format.codec !== 'h265' || format.container === 'mp4' || format.container === 'unknown') return true;
  const watch = new KeyWatch(format);
  watch.takeFirst(head);
  return watch.beginsWithKey;
}
