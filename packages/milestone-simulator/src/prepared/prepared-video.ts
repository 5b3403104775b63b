import type { Camera } from '../cameras/camera.ts';
import type { VideoContainer } from '../video/encoding.ts';
import type { Take } from '../video/take.ts';
import { type Preparation, prepareLoop } from './prepare-loop.ts';
import type { PreparedLoop } from './prepared-loop.ts';
import { type PreparedContainer, PreparedStream } from './prepared-stream.ts';

export { type Preparation, preparedSizes } from './prepare-loop.ts';

/** Prepared video was asked for in a container that it does not come in. */
export class PreparationError extends Error {
  override name = 'PreparationError';
}

/** Video for any camera and moment from one loop of pictures. */
export class PreparedVideo {
  private readonly streams = new Set<PreparedStream>();

  private constructor(
    private readonly loop: PreparedLoop,
    private readonly container: PreparedContainer,
  ) {}

  /** @throws PreparationError, EncoderError */
  static async make(ffmpeg: string, container: VideoContainer, preparation: Preparation) {
    if (container === 'mp4')
      throw new PreparationError(
        'SIMULATOR_PREPARED does not go with mp4. Set SIMULATOR_VIDEO_CONTAINER to mp2t or h264.',
      );
    return new PreparedVideo(await prepareLoop(ffmpeg, preparation), container);
  }

  open({ number }: Camera, take: Take, container = this.container): PreparedStream {
    const stream = new PreparedStream(this.loop, { take, cameraNumber: number, container });
    this.streams.add(stream);
    void stream.ended().then(() => this.streams.delete(stream));
    return stream;
  }

  stopAll(): void {
    for (const stream of this.streams) stream.stop();
  }
}
