import type { Camera, Codec } from '../cameras/camera.ts';
import { toIso } from '../http/validate.ts';
import type { PreparedVideo } from '../prepared/prepared-video.ts';
import type { Encoders } from './encoders.ts';
import { commandLine, type Encoding, encodingOf, jpeg, type VideoContainer } from './encoding.ts';
import type { FootageLoop } from './footage-loop.ts';
import { timeOfPicture } from './picture-grid.ts';
import { drawn, overFootage } from './scene.ts';
import type { StreamState } from './stream-state.ts';
import type { Take } from './take.ts';

export interface VideoRequest {
  camera: Camera;
  take: Take;
  format: Codec;
  /** Aborts when nobody listens any more. */
  signal: AbortSignal;
}

export interface OpenVideo {
  headers: Readonly<Record<string, string>>;
  body: AsyncGenerator<Buffer>;
}

/** Makes pictures, one FFmpeg for each open stream unless they are prepared. */
export class Video {
  private readonly open = new Set<StreamState>();

  constructor(
    private readonly encoders: Encoders,
    private readonly container: VideoContainer,
    private readonly footage: FootageLoop | undefined,
    private readonly prepared?: PreparedVideo,
  ) {}

  /**
   * Resolves with the first bytes at hand, so that a failure can still be told.
   *
   * @throws ApiError 503 when too many streams are open.
   * @throws EncoderError when FFmpeg cannot do it.
   */
  async play({ camera, take, format, signal }: VideoRequest): Promise<OpenVideo> {
    const encoding = encodingOf(format, this.container);
    const startTime = toIso(timeOfPicture(take.first));
    const encoder =
      format === 'h264' && this.prepared !== undefined
        ? this.prepared.open(camera, take)
        : this.encode(camera, take, encoding);
    stopOn(signal, encoder);
    const state = { cameraId: camera.id, startTime, step: take.step, format, pid: encoder.pid, sentBytes: 0 };
    this.open.add(state);
    void encoder.ended().then(() => this.open.delete(state));
    const output = encoder.output();
    const begin = await output.next();
    const headers = { ...encoding.headers, 'x-video-start-time': startTime };
    return { headers, body: resume(begin, output, state) };
  }

  /** One picture as JPEG. Throws as `play` does. */
  async snapshot(camera: Camera, take: Take, signal: AbortSignal): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const encoder = this.encode(camera, take, jpeg);
    stopOn(signal, encoder);
    for await (const chunk of encoder.output()) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** Raw H.264 or H.265, whatever container `play` sends, until the reader leaves. Throws as `play` does. */
  annexB(camera: Camera, take: Take): AsyncGenerator<Buffer> {
    const { codec = 'h264' } = camera;
    if (codec === 'h264' && this.prepared !== undefined)
      return this.prepared.open(camera, take, 'h264').output();
    return this.encode(camera, take, encodingOf(codec, 'h264')).output();
  }

  streams(): StreamState[] {
    return [...this.open];
  }

  async stopAll(): Promise<void> {
    this.prepared?.stopAll();
    await this.encoders.stopAll();
  }

  private encode(camera: Camera, take: Take, encoding: Encoding) {
    const picture = { cameraNumber: camera.number, name: camera.name, take };
    const source = this.footage ? overFootage(picture) : drawn(picture);
    return this.encoders.start(commandLine(source, take, encoding), this.footage?.pictures(take));
  }
}

function stopOn(signal: AbortSignal, encoder: { stop(): void }): void {
  if (signal.aborted) encoder.stop();
  else signal.addEventListener('abort', () => encoder.stop(), { once: true });
}

/** Goes on after the first bytes. A chunk counts as sent once the next one is asked for. */
async function* resume(begin: IteratorResult<Buffer>, output: AsyncGenerator<Buffer>, state: StreamState) {
  try {
    for (let next = begin; !next.done; next = await output.next()) {
      yield next.value;
      state.sentBytes += next.value.length;
    }
  } finally {
    await output.return(undefined);
  }
}
