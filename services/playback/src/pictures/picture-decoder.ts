import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { VmsVideoStream } from '@playhead/milestone';
import { InstanceFolder } from '../instances/instance-folder.ts';
import { demuxers } from '../streams/ffmpeg/demuxers.ts';
import { understoodBy } from '../streams/ffmpeg/older-ffmpeg.ts';
import { READING } from '../streams/ffmpeg/segment-arguments.ts';
import { FFMPEG_PATH } from '../streams/ffmpeg-path.ts';
import { CLOCK_HZ } from '../streams/video/timestamps.ts';
import { JpegSplitter } from './jpeg-splitter.ts';
import { SeenLines, type SeenPicture } from './seen-pictures.ts';

/** FFmpeg can't make pictures of what it got; `message` holds the end of what it said. */
export class DecodeError extends Error {
  override name = 'DecodeError';
}

/** Which pictures are wanted: key pictures only, or those of a span, in ms from the first one; no two closer than `apartMs`. */
type WantedPictures = { kind: 'keys' } | { kind: 'span'; fromMs: number; toMs: number; apartMs?: number };

export interface DecodeRequest {
  video: Pick<VmsVideoStream, 'body' | 'container' | 'frameRate'>;
  wanted: WantedPictures;
  /**
   * Whether nothing comes before the first picture, such as sound: its time is where those of the container begin. It is found
   * so even where FFmpeg leaves it out, as it does with pictures that need others.
   */
  beginsWithPicture?: boolean;
  /** When the first picture is shown, as the clock of MPEG-TS has it, where something may come before it. */
  firstTicks?: number;
  /** Scales down to it, pixels. */
  width?: number;
  signal: AbortSignal;
  /** Told of every picture that is decoded, wanted or not, in order, and how many wanted ones came before. */
  onSeen?: (seen: SeenPicture, wantedBefore: number) => void;
  /** Takes every wanted picture, in order. */
  onPicture: (picture: SeenPicture & { image: Buffer }) => void;
  /** Asked after each: once true, all is stopped. */
  isEnough: () => boolean;
}

/** After so many microseconds the clock of MPEG-TS begins anew. */
const ROUND = (2 ** 33 * 1e6) / CLOCK_HZ;

/** More than the longest group of pictures of the finest camera. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Decodes video into JPEG pictures with the times of their own, one FFmpeg for each run. */
@Injectable()
export class PictureDecoder {
  constructor(
    @Inject(FFMPEG_PATH) private readonly ffmpegPath: string,
    private readonly folder: InstanceFolder,
  ) {}

  /**
   * Resolves when it is enough or the video has ended; FFmpeg is gone by then, and the video closed.
   *
   * @throws DecodeError. @throws MilestoneError when the VMS breaks off before it is enough. Rejects when aborted.
   */
  async decode(request: DecodeRequest): Promise<'enough' | 'ended'> {
    const { video, signal, isEnough } = request;
    const child = spawn(this.ffmpegPath, await understoodBy(this.ffmpegPath, commandLine(request)), {
      cwd: this.folder.path,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const kill = () => child.kill('SIGKILL');
    signal.addEventListener('abort', kill, { once: true });
    if (signal.aborted) kill();
    try {
      const exit = once(child, 'close');
      const input = feed(video.body, child.stdin);
      const output = read(child, request, kill);
      const [code] = await exit;
      await output.done;
      if (isEnough()) return 'enough';
      signal.throwIfAborted();
      const failure = await input.failure();
      if (failure !== undefined) throw failure;
      if (code !== 0)
        throw new DecodeError(output.lines.complaints.join(' ') || `FFmpeg ended with ${code}.`);
      return 'ended';
    } finally {
      signal.removeEventListener('abort', kill);
      kill();
      video.body.destroy();
    }
  }
}

/** Pairs the pictures with what is said of them. */
function read(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  { wanted, onSeen, onPicture, isEnough }: DecodeRequest,
  kill: () => void,
) {
  const lines = new SeenLines(wanted.kind === 'span');
  const images: Buffer[] = [];
  const proceed = () => {
    while (images.length > 0 && lines.wanted.length > 0 && !isEnough()) {
      const [image, seen] = [images.shift(), lines.wanted.shift()];
      if (image !== undefined && seen !== undefined) onPicture({ ...seen, image });
    }
    if (isEnough()) kill();
  };
  const text = createInterface(child.stderr).on('line', (line) => {
    const wantedBefore = lines.wantedCount;
    const seen = lines.take(line);
    if (seen !== undefined) onSeen?.(seen, wantedBefore);
    proceed();
  });
  const splitter = child.stdout.pipe(new JpegSplitter()).on('data', (image: Buffer) => {
    images.push(image);
    proceed();
  });
  return { lines, done: Promise.all([once(text, 'close'), once(splitter, 'end')]) };
}

/** Hands the video to FFmpeg. FFmpeg may close its end early; that the VMS broke off is a failure. */
function feed(body: Readable, stdin: Writable) {
  let failure: Error | undefined;
  let bytes = 0;
  // FFmpeg's end is told of the video as well.
  const note = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') failure ??= error;
  };
  body.once('error', note);
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) body.destroy(new DecodeError('The VMS sends what is no video.'));
  });
  const fed = pipeline(body, stdin).catch(note);
  return {
    failure: async () => {
      await fed;
      return failure;
    },
  };
}

/** Only numbers of ours go in. Pictures come one by one: no encoder holds any back. */
function commandLine(request: DecodeRequest): string[] {
  const { video, wanted } = request;
  const { container, frameRate } = video;
  const demuxer = demuxers[container];
  const isRaw = container === 'h264' || container === 'h265';
  const rate = isRaw && frameRate !== undefined ? ['-framerate', String(frameRate)] : [];
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'info', '-protocol_whitelist', 'pipe,file'],
    ...READING,
    // Times as they are sent, and not from the first of all.
    ...(request.firstTicks === undefined ? [] : ['-copyts']),
    ...['-threads', '1'],
    ...(wanted.kind === 'keys' ? ['-skip_frame', 'nokey'] : []),
    ...(demuxer === undefined ? [] : ['-f', demuxer, ...rate]),
    ...['-i', 'pipe:0', '-map', '0:v:0', '-an', '-vf', filters(request)],
    ...['-fps_mode', 'passthrough'],
    ...['-c:v', 'mjpeg', '-threads', '1', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'image2pipe', 'pipe:1'],
  ];
}

/**
 * Times in microseconds from the first picture, told by `showinfo` for each decoded and each wanted one (`SeenLines`
 * knows their places in this chain). Raw video has no times: where its rate is known, pictures are counted. At the end
 * the wanted ones get times far apart, of which no encoder's clock makes the same.
 */
function filters({ video, wanted, beginsWithPicture, firstTicks, width }: DecodeRequest): string {
  const { container, frameRate } = video;
  const isRaw = container === 'h264' || container === 'h265';
  const counted = frameRate !== undefined && (container === 'mjpeg' || (isRaw && wanted.kind === 'span'));
  return [
    'settb=AVTB',
    counted ? `setpts=N/(${frameRate}*TB)` : fromFirst(beginsWithPicture, firstTicks),
    'showinfo',
    ...(wanted.kind === 'span' ? [`select='${chosen(wanted)}'`, 'showinfo'] : []),
    'setpts=N*100/TB',
    ...(width === undefined ? [] : [`scale='min(${width},iw)':-2`]),
  ].join(',');
}

function fromFirst(beginsWithPicture = false, firstTicks?: number): string {
  if (firstTicks !== undefined)
    return `setpts='mod(PTS-${(firstTicks * 1e6) / CLOCK_HZ}+1.5*${ROUND},${ROUND})-0.5*${ROUND}'`;
  return beginsWithPicture ? 'setpts=PTS' : 'setpts=PTS-STARTPTS';
}

function chosen({ fromMs, toMs, apartMs }: Extract<WantedPictures, { kind: 'span' }>): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(6);
  const within = `gte(t,${seconds(fromMs)})*lt(t,${seconds(toMs)})`;
  if (apartMs === undefined) return within;
  return `${within}*(isnan(prev_selected_t)+gte(t-prev_selected_t,${seconds(apartMs)}))`;
}
