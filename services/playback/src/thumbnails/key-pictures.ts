import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { decodePatiently } from '../pictures/decode-patiently.ts';
import { DecodeQueue } from '../pictures/decode-queue.ts';
import { PictureDecoder } from '../pictures/picture-decoder.ts';

interface Stretch {
  /** Epoch ms, both within one sequence. */
  from: number;
  to: number;
  /** Pixels. */
  width: number;
}

export interface KeyPicture {
  /** When it was taken, epoch ms. */
  time: number;
  image: Buffer;
}

/** Decodes the key pictures of a stretch of footage in one go, and nothing between them. */
@Injectable()
export class KeyPictures {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly decoder: PictureDecoder,
    private readonly queue: DecodeQueue,
  ) {}

  /**
   * The key pictures from the one shown at `from` to the last that is not after `to`.
   *
   * @throws DomainError `picture-failed`, `picture-limit-reached`, `vms-unavailable`. @throws MilestoneError
   */
  within(camera: PlayableCamera, stretch: Stretch, signal: AbortSignal): Promise<KeyPicture[]> {
    return decodePatiently(signal, (limited) =>
      this.queue.run(limited, () => this.decode(camera, stretch, limited)),
    );
  }

  private async decode(
    { deviceId }: PlayableCamera,
    { from, to, width }: Stretch,
    signal: AbortSignal,
  ): Promise<KeyPicture[]> {
    const startTime = new Date(from);
    const video = await this.milestone.getVideoStream(
      { deviceId, startTime, speed: 1, format: 'h264' },
      { signal },
    );
    const start = video.startTime.getTime();
    const pictures: KeyPicture[] = [];
    let passed = start > to;
    if (passed) video.body.destroy();
    else {
      await this.decoder.decode({
        video,
        wanted: { kind: 'keys' },
        width,
        signal,
        onPicture: ({ offsetMs, image }) => {
          passed = start + offsetMs > to;
          if (!passed) pictures.push({ time: start + offsetMs, image });
        },
        isEnough: () => passed,
      });
    }
    return pictures;
  }
}
