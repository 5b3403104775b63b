import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codedVideo, tone } from '../../testing/coded-video.ts';
import { FfmpegRunner } from '../ffmpeg/ffmpeg-run.ts';
import { Gate } from '../ffmpeg/gate.ts';
import type { MadeSegment, Segmenting, SegmentJob } from '../ffmpeg/segment-job.ts';
import { Segmenter } from '../ffmpeg/segmenter.ts';
import { sniff } from '../video/sniff.ts';
import type { PictureCodec } from '../video/video-format.ts';
import { Cutter, cutJobOf } from './cutter.ts';

const run = promisify(execFile);
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-sc_threshold', '0'];
const x265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params'];
const transport = ['-f', 'mpegts'];
let directory: string;
let ffmpeg: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-cutter-'));
  ffmpeg = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

type Wish = Partial<Pick<SegmentJob, 'sound' | 'timeScale' | 'outputSeconds' | 'timestampSeconds'>>;

function jobOf(bytes: Buffer, wish: Wish): SegmentJob {
  const format = sniff({ container: 'mp2t', frameRate: undefined }, bytes);
  if (format === undefined) throw new Error('The video is too short.');
  const treatment = { kind: 'copy', keyPicturesOnly: false } as const;
  const timing = { timeScale: 1, timestampSeconds: 0, sound: false };
  return { format, treatment, ...timing, ...wish, directory, prefix: randomUUID().replaceAll('-', '') };
}

async function segmentsOf(
  bytes: Buffer,
  job: SegmentJob,
  segment: (segmenting: Segmenting) => Promise<void>,
) {
  const input = new Gate(() => true);
  Readable.from([bytes], { objectMode: false }).pipe(input);
  const segments: (MadeSegment & { afterInput: boolean })[] = [];
  const signal = new AbortController().signal;
  await segment({
    job,
    input,
    signal,
    onSegment: (made, afterInput) => void segments.push({ ...made, afterInput }),
  });
  const packets = segments.map(({ fileName }) => packetsOf(join(directory, fileName), job.format.codec));
  return { segments, packets: await Promise.all(packets) };
}

interface Packet {
  stream: number;
  dts: number;
  pts: number;
  content: string;
}

/** What FFmpeg reads in a file, stream by stream: when it is decoded and shown, in ticks, and what it is. */
async function packetsOf(file: string, codec: PictureCodec): Promise<Packet[]> {
  // Start codes are of three or four bytes.
  const sameStartCodes = codec === 'h265' ? ['-bsf:v', 'hevc_metadata'] : [];

  const all = ['-map', '0', '-c', 'copy', ...sameStartCodes, '-f', 'framecrc', '-'];
  const { stdout } = await run(ffmpeg, ['-v', 'error', '-copyts', '-i', file, ...all]);
  const rates = [...stdout.matchAll(/#tb \d: (\d+)\/(\d+)/g)].map(
    ([, one, of]) => (90_000 * Number(one)) / Number(of),
  );
  const lines = stdout.split('\n').filter((line) => /^\d/.test(line));
  const packets = lines.map((line) => {
    const [stream, dts, pts, , size, sum] = line.split(/,\s*/);
    const ticks = (time = '') => Math.round(Number(time) * (rates[Number(stream)] ?? Number.NaN));
    return { stream: Number(stream), dts: ticks(dts), pts: ticks(pts), content: `${size} bytes, ${sum}` };
  });
  return packets.sort((a, b) => a.stream - b.stream);
}

/** All times as they are after the first picture: FFmpeg shows it later where it is not the first to be decoded. */
function sinceFirst(segments: Packet[][]): Packet[][] {
  const first = segments[0]?.[0]?.pts ?? Number.NaN;
  return segments.map((packets) =>
    packets.map((one) => ({ ...one, dts: one.dts - first, pts: one.pts - first })),
  );
}

const pictures = (packets: Packet[]) => packets.filter(({ stream }) => stream === 0);
const sounds = (packets: Packet[]) => packets.filter(({ stream }) => stream !== 0);

/** FFmpeg rounds times more than once. */
const nearly = (packet: Packet) => ({
  ...packet,
  dts: expect.closeTo(packet.dts, -1),
  pts: expect.closeTo(packet.pts, -1),
});

const cut = (segmenting: Segmenting) => {
  const job = cutJobOf(segmenting.job);
  if (job === undefined) throw new Error('This is no job for the cutter.');
  return new Cutter().run(job, segmenting);
};

describe('the segments of a transport stream', { timeout: 120_000 }, () => {
  it.each<[string, string[], string[], Wish]>([
    ['H.264', [...x264, '-g', '15', '-bf', '0'], [], {}],
    ['H.264 with pictures out of order', [...x264, '-g', '20', '-bf', '3', '-b_strategy', '0'], [], {}],
    ['open groups of pictures', [...x264, '-g', '15', '-bf', '2', '-x264-params', 'open-gop=1'], [], {}],
    ['short groups of pictures', [...x264, '-g', '7', '-bf', '0'], [], {}],
    ['long groups of pictures', [...x264, '-g', '40', '-bf', '0'], [], {}],
    ['H.265', [...x265, 'keyint=15:log-level=none'], [], {}],
    ['AAC', [...x264, '-g', '15', '-c:a', 'aac'], tone, { sound: true }],
    ['AAC that nobody wants', [...x264, '-g', '15', '-c:a', 'aac'], tone, {}],
    ['half the speed', [...x264, '-g', '15', '-bf', '2'], [], { timeScale: 2 }],
    ['four times the speed', [...x264, '-g', '15', '-bf', '0'], [], { timeScale: 0.25 }],
    ['what follows others', [...x264, '-g', '15', '-bf', '2'], [], { timestampSeconds: 95_442.25 }],
    ['an end within', [...x264, '-g', '15', '-bf', '0'], [], { outputSeconds: 2.4 }],
    ['an end within pictures out of order', [...x264, '-g', '15', '-bf', '3'], [], { outputSeconds: 2.4 }],
  ])('are the same as FFmpeg’s: %s', async (_, coding, sound, wish) => {
    const bytes = await codedVideo(ffmpeg, directory, { coding: [...coding, ...transport], sound });
    const segmenter = new Segmenter(new FfmpegRunner(ffmpeg));

    const expected = await segmentsOf(bytes, jobOf(bytes, wish), (one) => segmenter.run(one));
    const ours = await segmentsOf(bytes, jobOf(bytes, wish), cut);

    const packets = sinceFirst(ours.packets);
    const theirs = sinceFirst(expected.packets);
    expect(packets.map(pictures)).toEqual(theirs.map((segment) => pictures(segment).map(nearly)));
    expect(packets.flatMap(sounds)).toEqual(theirs.flatMap(sounds).map(nearly));
    expect(ours.segments.map(({ startSeconds }) => startSeconds)).toEqual(
      packets.map(([first]) => expect.closeTo((first?.pts ?? Number.NaN) / 90_000, 4)),
    );
  });
});
