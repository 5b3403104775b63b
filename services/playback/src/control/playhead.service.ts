import { Injectable } from '@nestjs/common';
import type { PlaybackState } from '@playhead/contracts';
import { Clock } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { NearbyFootageService } from '../pictures/nearby-footage.ts';
import type { Anchor } from './playback-session.ts';
import { RecordingCameras } from './recording-cameras.service.ts';
import { walkFootage } from './walk-footage.ts';

const HOUR_MS = 3_600_000;
/** Within a year of the anchor. */
const FARTHEST_MS = 365 * 24 * HOUR_MS;
/** How far beyond the way itself to look for footage, in steps that grow. */
const REACH_MS = [HOUR_MS, 24 * HOUR_MS, 31 * 24 * HOUR_MS, FARTHEST_MS];
/** Footage that ends this near to now still grows, ms: what the VMS lists lags behind what it records. */
const LIVE_EDGE_MS = 10_000;

export type Playhead = Pick<PlaybackState, 'status' | 'endedAt'> & {
  /** Epoch ms. */
  time: number;
  /** How long it plays at least before footage can run out, ms; `undefined` where it does not play. */
  playsForMs?: number;
};

/** Where the playhead of a session is now. */
@Injectable()
export class PlayheadService {
  constructor(
    private readonly nearby: NearbyFootageService,
    private readonly recording: RecordingCameras,
    private readonly clock: Clock,
  ) {}

  /** @throws MilestoneError where the VMS has to say what was recorded, and can't. */
  async at(camera: PlayableCamera, { status, time: from, at, speed }: Anchor): Promise<Playhead> {
    if (status === 'paused') return { status, time: from };
    const now = this.clock.now().getTime();
    const backwards = speed < 0;
    const distanceMs = Math.max(0, now - at) * Math.abs(speed);
    let time = from;
    for (const reach of REACH_MS) {
      const far = Math.min(distanceMs + reach, FARTHEST_MS);
      const [start, end] = backwards ? [from - far, from] : [from, Math.min(from + far, now)];
      if (start >= end) break;
      const walked = walkFootage(
        { from, distanceMs, backwards },
        await this.nearby.within(camera, start, end),
      );
      if (!walked.ranOut) {
        return { status, time: walked.time, playsForMs: walked.aheadMs / Math.abs(speed) };
      }
      time = walked.time;
      if (end === now && !backwards) break;
    }
    if (backwards) return { status: 'ended', endedAt: 'first-footage', time };
    // The list of a busy VMS may lag more than that; while it records, what follows will be told.
    const isLiveEdge = time >= now - LIVE_EDGE_MS || (await this.recording.isRecording(camera));
    if (!isLiveEdge) return { status: 'ended', endedAt: 'last-footage', time };
    // Who plays no faster than time passes goes on with what is being recorded.
    return speed > 1 ? { status: 'ended', endedAt: 'live-edge', time } : { status, time, playsForMs: 0 };
  }
}
