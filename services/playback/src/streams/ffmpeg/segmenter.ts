import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { withoutEarlySound } from '../video/early-sound.ts';
import { pictureTimes } from '../video/picture-times.ts';
import { CLOCK_HZ, ticksBetween } from '../video/timestamps.ts';
import { FfmpegRunner } from './ffmpeg-run.ts';
import type { Gate } from './gate.ts';
import { firstOutput, inputArguments, oldestKey, outputArguments, outputName } from './segment-arguments.ts';
import type { MadeSegment, Segmenting, SegmentJob } from './segment-job.ts';
import { timed } from './timed.ts';
import { finishWindow } from './turned-round.ts';

/** What may be on its way through pipes and buffers between us and the file that FFmpeg writes, in bytes. */
const ON_THE_WAY = 128 * 1024;

/** What a filter prints of a time. */
const TAKEN_LINE = /^(?:\[Eval @ \w+\] )?(\d+\.\d+)$/;

const SEGMENT_LINE = /^(\w+_\d{6}\.ts),(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/;

/**
 * Cuts video into MPEG-TS segments at key pictures. FFmpeg prints a line for each finished segment, so nobody has to
 * watch the directory.
 */
@Injectable()
export class Segmenter {
  constructor(private readonly ffmpeg: FfmpegRunner) {}

  /** Resolves when FFmpeg has exited and every segment was told of. @throws FfmpegError */
  async run({ job, input, signal, onSegment }: Segmenting): Promise<void> {
    let telling = Promise.resolve();
    let firstTakenSeconds: number | undefined;
    const tell = async (told: ToldSegment, afterInput: boolean) => {
      const taken = firstTakenSeconds !== undefined && { firstTakenSeconds };
      const segment = { ...(await measured(job, told)), ...taken };
      // An FFmpeg that fails at the first picture tells of a segment all the same.
      if (segment.bytes > 0) await onSegment(await exactTimes(job, segment), afterInput);
    };
    try {
      await this.ffmpeg.run({
        input,
        inputArguments: inputArguments(job),
        outputArguments: outputArguments(job),
        output: outputName(job),
        directory: job.directory,
        signal,
        onLine: (line) => {
          const taken = TAKEN_LINE.exec(line)?.[1];
          if (taken !== undefined) firstTakenSeconds ??= Number(taken);
          const segment = parseLine(line, input.passedBytes - onTheWay(input));
          if (segment !== undefined) {
            const afterInput = input.readableEnded;
            telling = telling.then(() => tell(segment, afterInput));
            // Whoever awaits the run hears of it; nobody else has to.
            telling.catch(() => undefined);
          }
          return segment !== undefined || taken !== undefined;
        },
      });
    } finally {
      await telling;
    }
  }
}

/** How much of what FFmpeg was fed is not in its segments yet: half of it where that is little. */
const onTheWay = ({ passedBytes }: Gate) => Math.min(ON_THE_WAY, Math.floor(passedBytes / 2));

/** What FFmpeg says of a segment. */
type ToldSegment = Omit<MadeSegment, 'bytes'>;

function parseLine(line: string, fedBytes: number): ToldSegment | undefined {
  const [, fileName, start, end] = SEGMENT_LINE.exec(line) ?? [];
  if (fileName === undefined) return undefined;
  return { fileName, startSeconds: Number(start), endSeconds: Number(end), fedBytes };
}

async function measured({ directory }: SegmentJob, segment: ToldSegment): Promise<MadeSegment> {
  const { size: bytes } = await stat(join(directory, segment.fileName));
  return { ...segment, bytes };
}

/** What FFmpeg adds to all times of MPEG-TS, in seconds. */
const LEAD_SECONDS = 1.4;

/** What begins later than this after all else is told by another clock, in seconds. */
const LATEST_START_SECONDS = 60;

/**
 * FFmpeg takes the first segment to begin with whatever is first: pictures may be decoded before they are shown, or come after
 * their sound. And where timestamps were stretched or pictures left out, it takes the last picture for as long as it was recorded;
 * its neighbours tell how long it is shown.
 */
async function exactTimes(job: SegmentJob, told: MadeSegment): Promise<MadeSegment> {
  if (job.treatment.kind === 'reverse') return finishWindow(job.directory, told, oldestKey(job));
  const isFirst = told.fileName === firstOutput(job);
  const isAsTold = job.timeScale === 1 && job.treatment.kind === 'copy';
  if (isAsTold && !isFirst) return told;
  const bytes = await readFile(join(job.directory, told.fileName));
  const times = pictureTimes(bytes);
  const first = times[0];
  if (first === undefined) return told;
  const segment = isFirst ? await begunWithPicture(job, told, bytes, first) : told;
  return isAsTold ? segment : timed(segment, times);
}

/** Its first picture is shown at `first`, in seconds of the clock of the segment. */
async function begunWithPicture(
  job: SegmentJob,
  told: MadeSegment,
  bytes: Buffer,
  first: number,
): Promise<MadeSegment> {
  const left = withoutEarlySound(bytes, Math.round(first * CLOCK_HZ));
  if (left !== bytes) await writeFile(join(job.directory, told.fileName), left);
  return { ...told, bytes: left.length, startSeconds: startOf(job, first) };
}

/** When the first picture of a job is shown, whose time on the clock of its segment is `first`, in seconds. */
function startOf({ timestampSeconds }: SegmentJob, first: number): number {
  const ticks = ticksBetween((timestampSeconds + LEAD_SECONDS) * CLOCK_HZ, first * CLOCK_HZ);
  const seconds = ticks / CLOCK_HZ;
  return seconds > 0 && seconds < LATEST_START_SECONDS ? seconds : 0;
}
