import { Injectable } from '@nestjs/common';
import type { VmsSequence } from '@playhead/milestone';
import { Clock } from '@playhead/service-kit';
import type { PlayableCamera } from '../../cameras/cameras.repository.ts';
import { FootageService } from '../../footage/footage.service.ts';

/** How long the newest footage may still grow, in ms: what ended longer ago than this has ended. */
const SETTLED_MS = 10_000;

/** Streams that wait at the live edge of a camera ask about ranges on this grid, so that they share one answer, in ms. */
const GRID_MS = 10_000;
const TICK_MS = 1_000;

/** Rounds between two instants by less than this, in ms. */
const TOLERANCE_MS = 100;

const NEAR_MS = 3_600_000;

/** The footage beyond a time, in the direction of travel. */
@Injectable()
export class SequenceFinder {
  constructor(
    private readonly footage: FootageService,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  /** Whether what ended at this time can have grown since. */
  isSettled(time: Date): boolean {
    return time.getTime() < this.clock.now().getTime() - SETTLED_MS;
  }

  /** Whether a time has come, or comes within `ms`. */
  comesWithin(time: Date, ms: number): boolean {
    return time.getTime() <= this.clock.now().getTime() + ms;
  }

  /** Whether the camera is being recorded, as far as the VMS tells so soon. @throws MilestoneError */
  async isRecording(camera: PlayableCamera): Promise<boolean> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - SETTLED_MS);
    return (await this.footage.previous(camera, now, since)) !== undefined;
  }

  /** The first footage that goes on after `from` and begins before `until`. @throws MilestoneError */
  async after(camera: PlayableCamera, from: Date, until: Date | undefined): Promise<VmsSequence | undefined> {
    const now = this.clock.now();
    const end = until === undefined || until > now ? now : until;
    if (end <= from) return undefined;
    const isNear = now.getTime() - from.getTime() < NEAR_MS;
    const found = isNear
      ? await this.nearAfter(camera, from, now)
      : await this.footage.next(camera, from, end);
    return found !== undefined && found.startTime < end ? found : undefined;
  }

  private async nearAfter(camera: PlayableCamera, from: Date, now: Date): Promise<VmsSequence | undefined> {
    const startTime = new Date(Math.floor(from.getTime() / GRID_MS) * GRID_MS);
    const endTime = new Date(Math.ceil(now.getTime() / TICK_MS) * TICK_MS);
    const { sequences } = await this.footage.query(camera, { startTime, endTime });
    return sequences.find((one) => one.endTime.getTime() > from.getTime() + TOLERANCE_MS);
  }

  /** The last footage that begins before `until` and ends after `from`, cropped to end at `until`. @throws MilestoneError */
  before(camera: PlayableCamera, until: Date, from: Date | undefined): Promise<VmsSequence | undefined> {
    return this.footage.previous(camera, until, from ?? new Date(0));
  }
}
