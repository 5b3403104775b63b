import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient } from '@playhead/milestone';
import { linkSignals, MILESTONE } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { decodePatiently } from '../pictures/decode-patiently.ts';
import { DecodeQueue } from '../pictures/decode-queue.ts';
import { beginsWithKey, isWatched, KeyWatch } from '../pictures/keys/key-watch.ts';
import {
  type CountedVideo,
  canCountKeys,
  countedVideo,
  DependentKeyError,
  RawKeys,
} from '../pictures/keys/raw-keys.ts';
import { tellsFirst, toDecode } from '../pictures/opened-video.ts';
import { type DecodeRequest, PictureDecoder } from '../pictures/picture-decoder.ts';
import { isFirstKeyByItself } from '../streams/cutting/first-key.ts';
import { LaterKeys } from '../streams/cutting/later-keys.ts';
import { isUntimed } from '../streams/ffmpeg/segment-arguments.ts';
import { type OpenedVideo, openVideo } from '../streams/making/video-feed.ts';
import type { VideoFormat } from '../streams/video/video-format.ts';

interface Stretch {
  /** Epoch ms, both within one sequence. */
  from: number;
  to: number;
  /** Pixels. */
  width: number;
}

/** Video with the time from which those of its pictures are counted, epoch ms, known when the first of them is. */
interface TimedVideo {
  request: Pick<DecodeRequest, 'video' | 'beginsWithPicture' | 'firstTicks'>;
  start: () => number;
}

export interface KeyPicture {
  /** When it was taken, epoch ms. */
  time: number;
  image: Buffer;
}

/** How far apart pictures are that stand in for key pictures which can't be decoded alone, ms. */
const STAND_IN_MS = 125;

/**
 * Decodes the key pictures of a stretch of footage in one go, and nothing between them. Where they can't be decoded alone,
 * all is decoded, and other pictures stand in for them (decision 30).
 */
@Injectable()
export class KeyPictures {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly decoder: PictureDecoder,
    private readonly queue: DecodeQueue,
  ) {}

  /**
   * The key pictures from the one shown at `from` to the last that is not after `to`; none where the VMS has no footage.
   *
   * @throws DomainError `picture-failed`, `picture-limit-reached`, `vms-unavailable`. @throws MilestoneError
   */
  within(camera: PlayableCamera, stretch: Stretch, signal: AbortSignal): Promise<KeyPicture[]> {
    return decodePatiently(signal, (limited) =>
      this.queue.run(limited, () => this.read(camera, stretch, limited)),
    );
  }

  private async read(
    camera: PlayableCamera,
    stretch: Stretch,
    signal: AbortSignal,
    mayBeAlone = true,
  ): Promise<KeyPicture[]> {
    const request = { deviceId: camera.deviceId, startTime: new Date(stretch.from), speed: 1 };
    const tells = (format: VideoFormat, head: Buffer) =>
      tellsFirst({ format, head }) && (!mayBeAlone || areKeysAlone(format, head) !== undefined);
    const opened = await openVideo(this.milestone, request, signal, tells);
    if (opened === undefined) return [];
    if (opened.video.startTime.getTime() > stretch.to) {
      opened.video.body.destroy();
      return [];
    }
    const areAlone = mayBeAlone && areKeysAlone(opened.format, opened.head) === true;
    if (!areAlone) return this.decodeAll(opened, stretch, signal);
    const counted = countedVideo(opened.format);
    const pictures = await (counted === undefined
      ? this.decodeKeys(opened, stretch, signal)
      : this.countKeys(opened, counted, stretch, signal));
    return pictures ?? this.read(camera, stretch, signal, false);
  }

  /** `undefined` where key pictures after the first turn out to need others. */
  private async decodeKeys(
    opened: OpenedVideo,
    stretch: Stretch,
    signal: AbortSignal,
  ): Promise<KeyPicture[] | undefined> {
    const later = new LaterKeys(opened.format);
    const watch = new KeyWatch(opened.format);
    const isForLater = opened.format.codec === 'h264' && !isWatched(opened.format);
    const areDependent = () => watch.hasDependent || (isForLater && later.areByThemselves === false);
    const link = linkSignals(signal);
    follow(opened, (chunk) => {
      if (isForLater) later.take(chunk);
      watch.take(chunk);
      if (areDependent()) link.abort();
    });
    try {
      const { pictures } = await this.decode(timed(opened), stretch, 'keys', link.signal);
      return areDependent() ? undefined : pictures;
    } catch (error) {
      if (!areDependent() || signal.aborted) throw error;
      return undefined;
    } finally {
      link.release();
    }
  }

  /** None that is sent before what it needs: FFmpeg gives those of H.265, with grey where nothing is known. */
  private async decodeAll(opened: OpenedVideo, stretch: Stretch, signal: AbortSignal): Promise<KeyPicture[]> {
    const watch = new KeyWatch(opened.format);
    follow(opened, (chunk) => watch.take(chunk));
    const { pictures, seen } = await this.decode(timed(opened), stretch, 'all', signal);
    if (opened.format.codec !== 'h265' || watch.beginsWithKey !== false) return pictures;
    const whole = seen[watch.firstWhole ?? seen.length] ?? Number.POSITIVE_INFINITY;
    return pictures.filter(({ time }) => time >= whole);
  }

  /** The same of raw video: FFmpeg is given nothing but its key pictures. */
  private async countKeys(
    opened: OpenedVideo,
    counted: CountedVideo,
    stretch: Stretch,
    signal: AbortSignal,
  ): Promise<KeyPicture[] | undefined> {
    const { request, start } = timed(opened);
    const keys = new RawKeys(request.video.body, counted, stretch.to - start());
    const timedKeys = {
      request: { video: { body: keys, container: 'mp2t' }, beginsWithPicture: true },
      start: () => start() + keys.firstMs,
    } as const;
    try {
      return (await this.decode(timedKeys, stretch, 'keys', signal)).pictures;
    } catch (error) {
      if (error instanceof DependentKeyError) return undefined;
      throw error;
    }
  }

  /** Stops at the first picture after the stretch. `seen` are the times of all that were decoded. */
  private async decode(
    { request, start }: TimedVideo,
    { from, to, width }: Stretch,
    which: 'keys' | 'all',
    signal: AbortSignal,
  ): Promise<{ pictures: KeyPicture[]; seen: number[] }> {
    const seen: number[] = [];
    const span = { kind: 'span', fromMs: 0, toMs: to - start() + 1, apartMs: STAND_IN_MS } as const;
    let pictures: KeyPicture[] = [];
    let taken = 0;
    let expected = Number.POSITIVE_INFINITY;
    await this.decoder.decode({
      ...request,
      wanted: which === 'keys' ? { kind: 'keys' } : span,
      width,
      signal,
      onSeen: ({ offsetMs }, wantedBefore) => {
        seen.push(start() + offsetMs);
        if (start() + offsetMs > to) expected = Math.min(expected, wantedBefore);
      },
      onPicture: ({ offsetMs, image }) => {
        const picture = { time: start() + offsetMs, image };
        taken += 1;
        // Of those before the stretch none but the last is shown in it.
        pictures = picture.time <= from ? [picture] : [...pictures, picture];
      },
      isEnough: () => taken >= expected,
    });
    return { pictures, seen };
  }
}

/** Looks at the bytes of a video on their way. */
function follow({ head, video }: OpenedVideo, look: (chunk: Buffer) => void) {
  look(head);
  video.body.on('data', look);
}

const timed = (opened: OpenedVideo): TimedVideo => ({
  request: toDecode(opened),
  start: () => opened.video.startTime.getTime(),
});

/**
 * Whether FFmpeg gives each key picture at its time when it decodes no others; `undefined` while the first bytes don't tell.
 * Pictures without times are counted, as often as the VMS says that they come.
 */
function areKeysAlone(format: VideoFormat, head: Buffer): boolean | undefined {
  if (format.codec === 'mjpeg') return true;
  const counted = countedVideo(format);
  if (counted !== undefined) return canCountKeys(counted, head);
  if (isUntimed(format)) return false;
  return isWatched(format) ? beginsWithKey(format, head) : isFirstKeyByItself(format, head);
}
