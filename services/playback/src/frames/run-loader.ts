import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient, VmsVideoStream } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { decodePatiently } from '../pictures/decode-patiently.ts';
import { DecodeError, PictureDecoder } from '../pictures/picture-decoder.ts';
import type { SeenPicture } from '../pictures/seen-pictures.ts';
import { type PictureRun, SAME_MS, type TimedPicture } from './picture-run.ts';

/** A longer group of pictures is taken in parts of this length, counted from its key picture, ms. */
const PART_MS = 2_000;
/** Shorter groups (of one picture each, in MJPEG) are taken together up to this length, ms. */
const LEAST_MS = 1_000;
export interface RunRequest {
  /** The picture shown at this moment is to be among them, epoch ms. */
  target: number;
  /** From where the VMS is asked for video, epoch ms: at or before the target, and in its sequence. */
  askAt: number;
}

/** Decodes runs of pictures from the VMS's video. */
@Injectable()
export class RunLoader {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly decoder: PictureDecoder,
  ) {}

  /**
   * The run in which `target` lies. Where the VMS has nothing before `target`, it begins with what the VMS sends.
   *
   * @throws DomainError `picture-failed`. @throws MilestoneError
   */
  load(camera: PlayableCamera, request: RunRequest, signal: AbortSignal): Promise<PictureRun> {
    return decodePatiently(signal, (limited) => this.read(camera, request, limited));
  }

  private async read(camera: PlayableCamera, request: RunRequest, signal: AbortSignal): Promise<PictureRun> {
    const { deviceId } = camera;
    const video = await this.milestone.getVideoStream(
      { deviceId, startTime: new Date(request.askAt), speed: 1, format: 'h264' },
      { signal },
    );
    const target = Math.max(request.target, video.startTime.getTime());
    const { run, lastSeenBefore } = await this.decode(camera, video, target, signal);
    if (run !== undefined) return run;
    if (lastSeenBefore === undefined || lastSeenBefore >= target) {
      throw new DecodeError('The VMS sent no picture for a time at which it has footage.');
    }
    return this.read(camera, { target: lastSeenBefore, askAt: request.askAt }, signal);
  }

  /** No run where the picture shown at `target` was taken before the part in which `target` lies. */
  private async decode(camera: PlayableCamera, video: VmsVideoStream, target: number, signal: AbortSignal) {
    const start = video.startTime.getTime();
    const fromMs = Math.floor((target - start) / PART_MS) * PART_MS;
    const toMs = fromMs + PART_MS;
    const pictures: TimedPicture[] = [];
    let lastSeenBefore: number | undefined;
    let next: number | undefined;
    const isNext = ({ offsetMs, isKey }: SeenPicture) =>
      offsetMs >= toMs || (isKey && offsetMs - fromMs >= LEAST_MS && start + offsetMs > target + SAME_MS);

    let expected = Number.POSITIVE_INFINITY;
    await this.decoder.decode({
      video,
      wanted: { kind: 'span', fromMs, toMs },
      signal,
      onSeen: (seen, wantedBefore) => {
        if (next !== undefined) return;
        const time = start + seen.offsetMs;
        if (isNext(seen)) {
          next = time;
          expected = wantedBefore;
        } else if (time <= target + SAME_MS) lastSeenBefore = time;
      },
      onPicture: ({ offsetMs, image }) => pictures.push({ time: start + offsetMs, image }),
      isEnough: () => pictures.length >= expected,
    });
    const found = pictures.some(({ time }) => time <= target + SAME_MS);
    return { run: found ? { cameraId: camera.id, pictures, next } : undefined, lastSeenBefore };
  }
}
