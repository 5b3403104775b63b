import { Inject, Injectable } from '@nestjs/common';
import { type MilestoneClient, NotFoundError } from '@playhead/milestone';
import { Clock, MILESTONE } from '@playhead/service-kit';
import { LRUCache } from 'lru-cache';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';

/** What the VMS said is used for so long, in ms: as long as of footage that still grows. */
const KNOWN_MS = 2_000;
const MAX_KNOWN = 10_000;

/** Which cameras the VMS records at this moment, by hand or by rule: what it lists of them grows, however late. */
@Injectable()
export class RecordingCameras {
  private readonly known: LRUCache<string, boolean>;

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    clock: Clock,
  ) {
    this.known = new LRUCache({
      max: MAX_KNOWN,
      ttl: KNOWN_MS,
      ttlResolution: 0,
      perf: { now: () => clock.now().getTime() },
      fetchMethod: (deviceId) => this.ask(deviceId),
    });
  }

  /** @throws MilestoneError */
  async isRecording({ deviceId }: PlayableCamera): Promise<boolean> {
    return (await this.known.fetch(deviceId)) ?? false;
  }

  private async ask(deviceId: string): Promise<boolean> {
    try {
      return (await this.milestone.getCamera(deviceId)).recording;
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      throw error;
    }
  }
}
