import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient } from '@playhead/milestone';
import { DomainError, linkSignals, MILESTONE } from '@playhead/service-kit';
import { InstanceFolder } from '../../instances/instance-folder.ts';
import { EncoderSlots } from '../../streams/ffmpeg/encoder-slots.ts';
import { FfmpegRunner } from '../../streams/ffmpeg/ffmpeg-run.ts';
import { type OpenedVideo, openVideo } from '../../streams/making/video-feed.ts';
import { type Cut, cutInput, cutOutput, pieceIndex } from './cut-arguments.ts';
import { pictureSpan } from './picture-span.ts';
import type { Piece } from './piece.ts';
import { VideoSource } from './video-source.ts';

/** Asked for a little later than a border, the VMS can't take the picture before it for the one of that time, in ms. */
const BORDER_MARGIN_MS = 5;
/** What the VMS sends so little before a border belongs to what follows it, in ms. */
const SAME_MS = 50;

export interface CutRequest {
  deviceId: string;
  /** From here on: the first key picture not before it, or, for the very first piece, the one at or before it. */
  position: Date;
  isFirst: boolean;
  /** The end of the part: the piece ends at the first key picture from here on, or, for the last part, here. */
  until: Date;
  isLast: boolean;
  /** What pieces before were coded as; they can't be joined with any other. */
  codec: Piece['codec'] | undefined;
  /** How much footage stands before it in the export, in ms. */
  lengthBeforeMs: number;
  directory: string;
  /** The name of the file, without its ending. */
  name: string;
  mostBytes: number;
}

/** `none`: the VMS has nothing from this time on, or nothing before `until`, but from `next` on. */
export type CutResult = { kind: 'none'; next: Date | undefined } | { kind: 'made'; piece: Piece };

/** Cuts one stretch of footage out of what the VMS sends, into a file of its own. */
@Injectable()
export class PieceCutter {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly ffmpeg: FfmpegRunner,
    private readonly slots: EncoderSlots,
    private readonly folder: InstanceFolder,
  ) {}

  /** @throws MilestoneError, FfmpegError, DomainError `export-disk-full`, `export-codec-changed`. */
  async cut(request: CutRequest, signal: AbortSignal): Promise<CutResult> {
    const { deviceId, position, isFirst, until } = request;
    const startTime = isFirst ? position : new Date(position.getTime() + BORDER_MARGIN_MS);
    const opened = await openVideo(this.milestone, { deviceId, startTime, speed: 1 }, signal);
    if (opened === undefined) return { kind: 'none', next: undefined };
    const source = new VideoSource(opened, request.mostBytes);
    try {
      if (opened.video.startTime >= until) return { kind: 'none', next: opened.video.startTime };
      return await this.make(request, opened, source, signal);
    } catch (error) {
      // An FFmpeg that got too little to make sense of is the failure of whoever sent it.
      throw source.failure ?? error;
    } finally {
      source.close();
    }
  }

  private async make(
    request: CutRequest,
    opened: OpenedVideo,
    source: VideoSource,
    signal: AbortSignal,
  ): Promise<CutResult> {
    const { codec, isFirst, position, until, isLast } = request;
    const { format } = opened;
    const copied = format.codec === 'h264' || format.codec === 'h265' ? format.codec : undefined;
    const made = copied ?? 'h264';
    if (codec !== undefined && codec !== made) throw codecChanged(opened.video.startTime);
    const earlyMs = position.getTime() - opened.video.startTime.getTime();
    const untilSeconds = (until.getTime() - opened.video.startTime.getTime()) / 1000;
    const cut: Cut = {
      format,
      copy: copied !== undefined,
      fromSeconds: isFirst && copied !== undefined ? 0 : earlyMs > SAME_MS ? earlyMs / 1000 : 0,
      ...(isLast || copied === undefined ? { endSeconds: untilSeconds } : { borderSeconds: untilSeconds }),
      atSeconds: request.lengthBeforeMs / 1000,
    };
    await this.run(request, cut, source, signal);
    if (source.failure !== undefined) throw source.failure;
    return this.measured(request, cut, made, opened.video.startTime);
  }

  private async run(request: CutRequest, cut: Cut, source: VideoSource, signal: AbortSignal): Promise<void> {
    const { directory, name } = request;
    const pieceName = fileName(name, pieceIndex(cut));
    const release = cut.copy ? undefined : await this.slots.acquire(signal, 'background');
    const link = linkSignals(signal);
    try {
      await this.ffmpeg.run({
        input: source.input,
        inputArguments: cutInput(cut),
        outputArguments: cutOutput(cut),
        output: join(directory.replaceAll('%', '%%'), `${name}_%d.ts`),
        directory: this.folder.path,
        signal: link.signal,
        onLine: (line) => {
          // FFmpeg tells of each file that is whole; what follows the piece is not wanted.
          const isWhole = line.startsWith(`${name}_`);
          if (isWhole && line.startsWith(`${pieceName},`)) link.abort();
          return isWhole;
        },
      });
    } finally {
      link.release();
      release?.();
    }
    signal.throwIfAborted();
  }

  private async measured(
    { directory, name, isFirst, position, until }: CutRequest,
    cut: Cut,
    codec: Piece['codec'],
    videoStart: Date,
  ): Promise<CutResult> {
    const index = pieceIndex(cut);
    const path = join(directory, fileName(name, index));
    const [span, before] = await Promise.all([
      spanOf(path),
      index === 0 ? undefined : spanOf(join(directory, fileName(name, 0))),
    ]);
    await Promise.all(
      [0, 1, 2]
        .filter((other) => other !== index)
        .map((other) => rm(join(directory, fileName(name, other)), { force: true })),
    );
    if (span === undefined) {
      await rm(path, { force: true });
      return { kind: 'none', next: undefined };
    }
    const from = cut.copy && isFirst ? videoStart : later(videoStart, position);
    const startTime =
      before === undefined ? from : after(videoStart, span.startSeconds - before.startSeconds);
    const endTime = after(startTime, span.endSeconds - span.startSeconds);
    // Where pictures are coded anew the piece ends at `until` itself, in the middle of how long its last one is shown.
    const end = !cut.copy && endTime > until ? until : endTime;
    const { size: bytes } = await stat(path);
    return {
      kind: 'made',
      piece: { fileName: fileName(name, index), bytes, codec, startTime, endTime: end },
    };
  }
}

const fileName = (name: string, index: number) => `${name}_${index}.ts`;
const later = (a: Date, b: Date) => (a > b ? a : b);
const after = (time: Date, seconds: number) => new Date(time.getTime() + Math.round(seconds * 1000));

/** There is no file where FFmpeg had no picture to put into it. */
const spanOf = (path: string) => pictureSpan(path).catch(ifMissing);

function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

const codecChanged = (time: Date) =>
  new DomainError('export-codec-changed', {
    detail: `From ${time.toISOString()} on the camera codes its pictures in another way, which one file can't hold. Export the range up to then, and from then on, each by itself.`,
  });
