import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { decodePatiently } from '../pictures/decode-patiently.ts';
import { beginsWithKey } from '../pictures/keys/key-watch.ts';
import { tellsFirst, toDecode } from '../pictures/opened-video.ts';
import { DecodeError, PictureDecoder } from '../pictures/picture-decoder.ts';
import type { SeenPicture } from '../pictures/seen-pictures.ts';
import { type OpenedVideo, openFootage, openVideo } from '../streams/making/video-feed.ts';
import type { VideoFormat } from '../streams/video/video-format.ts';
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

/** Whether the first bytes tell when the first picture is shown, and whether it can be. */
const tells = (format: VideoFormat, head: Buffer) =>
  tellsFirst({ format, head }) && (format.codec !== 'h265' || beginsWithKey(format, head) !== undefined);

/** Decodes runs of pictures from the VMS's video. */
@Injectable()
export class RunLoader {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly decoder: PictureDecoder,
  ) {}

  /**
   * The run in which `target` lies. Where the VMS has nothing before `target`, it begins with what the VMS sends, or with what
   * can be decoded of that.
   *
   * @throws DomainError `picture-failed`. @throws MilestoneError
   */
  load(camera: PlayableCamera, request: RunRequest, signal: AbortSignal): Promise<PictureRun> {
    return decodePatiently(signal, (limited) => this.read(camera, request, limited));
  }

  private async read(camera: PlayableCamera, request: RunRequest, signal: AbortSignal): Promise<PictureRun> {
    const asked = (time: number) => ({ deviceId: camera.deviceId, startTime: new Date(time), speed: 1 });
    const opened = await openFootage(this.milestone, asked(request.askAt), signal, tells);
    const start = opened.video.startTime.getTime();
    const target = Math.max(request.target, start);
    if (opened.format.codec === 'h265' && beginsWithKey(opened.format, opened.head) === false) {
      const earlier = await this.fromBefore(camera, opened, target, signal);
      if (earlier !== undefined) return earlier;
    }
    const { run, firstSeen, lastSeenBefore } = await this.decode(camera, opened, target, signal);
    if (run !== undefined) return run;
    if (lastSeenBefore !== undefined && lastSeenBefore < target)
      return this.read(camera, { ...request, target: lastSeenBefore }, signal);
    if (lastSeenBefore !== undefined || firstSeen === undefined)
      throw new DecodeError('The VMS sent no picture for a time at which it has footage.');
    // What was sent first needs what is before it (decision 30).
    const earlier = await openVideo(this.milestone, asked(start - 1), signal, tells);
    const whole = earlier && (await this.decode(camera, earlier, target, signal));
    return whole?.run ?? this.read(camera, { ...request, target: firstSeen }, signal);
  }

  /**
   * The same of H.265 that needs what is before it, of which FFmpeg gives pictures all the same, grey where it doesn't know them
   * (decision 42). `undefined` where there is nothing before it; else it is closed.
   */
  private async fromBefore(
    camera: PlayableCamera,
    { video }: OpenedVideo,
    target: number,
    signal: AbortSignal,
  ): Promise<PictureRun | undefined> {
    let run: PictureRun | undefined;
    const start = video.startTime.getTime();
    const asked = { deviceId: camera.deviceId, startTime: new Date(start - 1), speed: 1 };
    try {
      const earlier = await openVideo(this.milestone, asked, signal, tells);
      if (earlier === undefined) return undefined;
      if (earlier.video.startTime < video.startTime)
        run = (await this.decode(camera, earlier, target, signal, start)).run;
      else earlier.video.body.destroy();
    } catch (error) {
      video.body.destroy();
      throw error;
    }
    if (run !== undefined) video.body.destroy();
    return run;
  }

  /**
   * No run where the picture shown at `target` was taken before the part in which `target` lies, or was not seen. What was taken
   * before `wholeFrom`, epoch ms, is left out.
   */
  private async decode(
    camera: PlayableCamera,
    opened: OpenedVideo,
    target: number,
    signal: AbortSignal,
    wholeFrom = Number.NEGATIVE_INFINITY,
  ) {
    const start = opened.video.startTime.getTime();
    const fromMs = Math.floor((target - start) / PART_MS) * PART_MS;
    const toMs = fromMs + PART_MS;
    const pictures: TimedPicture[] = [];
    let firstSeen: number | undefined;
    let lastSeenBefore: number | undefined;
    let next: number | undefined;
    const isNext = ({ offsetMs, isKey }: SeenPicture) =>
      offsetMs >= toMs || (isKey && offsetMs - fromMs >= LEAST_MS && start + offsetMs > target + SAME_MS);

    let expected = Number.POSITIVE_INFINITY;
    await this.decoder.decode({
      ...toDecode(opened),
      wanted: { kind: 'span', fromMs, toMs },
      signal,
      onSeen: (seen, wantedBefore) => {
        if (next !== undefined) return;
        const time = start + seen.offsetMs;
        firstSeen ??= time;
        if (isNext(seen)) {
          next = time;
          expected = wantedBefore;
        } else if (time <= target + SAME_MS) lastSeenBefore = time;
      },
      onPicture: ({ offsetMs, image }) => pictures.push({ time: start + offsetMs, image }),
      isEnough: () => pictures.length >= expected,
    });
    const whole = pictures.filter(({ time }) => time >= wholeFrom - SAME_MS);
    const found = whole.some(({ time }) => time <= target + SAME_MS);
    const run = found ? { cameraId: camera.id, pictures: whole, next } : undefined;
    return { run, firstSeen, lastSeenBefore };
  }
}
