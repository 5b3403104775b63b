import { Injectable } from '@nestjs/common';
import type { MadeSegment, Segmenting } from '../ffmpeg/segment-job.ts';
import { readInput } from './read-input.ts';
import { SegmentFile } from './segment-file.ts';
import { type CutJob, type CutPiece, TransportCut } from './transport-cut.ts';

/** A job of which nothing has to be done but cutting, and leaving out what is no key picture; `undefined` for any other. */
export function cutJobOf({ format, treatment, ...job }: Segmenting['job']): CutJob | undefined {
  const { container, codec, sound } = format;
  if (container !== 'mp2t' || treatment.kind !== 'copy') return undefined;
  if (codec !== 'h264' && codec !== 'h265') return undefined;
  return job.sound && sound === 'other'
    ? undefined
    : { ...job, codec, keyPicturesOnly: treatment.keyPicturesOnly };
}

/** Does what FFmpeg would do with MPEG-TS that is only cut, without a process of its own. */
@Injectable()
export class Cutter {
  /**
   * Resolves when all is cut, or after an abort, and every segment was told of. @throws UncuttableError where FFmpeg has
   * to do it: from the end of the last segment on. @throws DomainError `stream-failed`.
   */
  async run(cutJob: CutJob, segmenting: Segmenting): Promise<void> {
    const { job, signal, onSegment } = segmenting;
    const cut = new TransportCut(cutJob);
    const files = new SegmentFiles(job);
    const write = async (pieces: Iterable<CutPiece>, afterInput: boolean) => {
      for (const piece of pieces) {
        const made = await files.write(piece);
        if (made !== undefined) await onSegment(made, afterInput);
        signal.throwIfAborted();
      }
    };
    try {
      await readInput(segmenting, {
        take: async (chunk) => {
          await write(cut.take(chunk), false);
          return cut.isOver;
        },
        end: () => write(cut.end(), true),
      });
    } finally {
      await files.close();
    }
  }
}

/** The files of a job, one after the other. */
class SegmentFiles {
  private count = 0;
  private file: SegmentFile | undefined;

  constructor(private readonly job: Pick<Segmenting['job'], 'directory' | 'prefix'>) {}

  /** The segment that is whole with this piece, if one is. */
  async write({ bytes, end }: CutPiece): Promise<MadeSegment | undefined> {
    const { directory, prefix } = this.job;
    const file = this.file ?? new SegmentFile(directory, prefix, this.count);
    this.file = file;
    await file.write(bytes);
    if (end === undefined) return undefined;
    await this.close();
    this.count += 1;
    this.file = undefined;
    return { fileName: file.fileName, bytes: file.bytes, ...end };
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}
