import { Inject, Injectable } from '@nestjs/common';
import { type MilestoneClient, MilestoneError } from '@playhead/milestone';
import { Clock, MILESTONE } from '@playhead/service-kit';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import { vmsSecondsOf } from '../recordings/durations.service.ts';
import type { Session } from '../recordings/session.ts';

/** How long after our start the footage of a recording may begin, in ms: a VMS takes its time. */
const BEGINS_WITHIN_MS = 5_000;

/** When the VMS ended a recording that it no longer makes. */
@Injectable()
export class VmsEnd {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
  ) {}

  /**
   * The end of the footage that began with the recording. Where the VMS can't tell: now, or, when that is earlier, the
   * moment at which it had to end the recording by itself.
   */
  async of(session: Session, signal: AbortSignal): Promise<Date> {
    const { startTime } = session;
    const heldMs = vmsSecondsOf(session.longestSeconds, this.config) * 1000;
    const latestMs = Math.min(this.clock.now().getTime(), startTime.getTime() + heldMs);
    const latest = new Date(Math.max(latestMs, startTime.getTime()));
    return (await this.endOfFootage(session, latest, signal)) ?? latest;
  }

  private async endOfFootage(
    { deviceId, startTime }: Session,
    latest: Date,
    signal: AbortSignal,
  ): Promise<Date | undefined> {
    if (latest <= startTime) return undefined;
    try {
      const range = { deviceId, startTime, endTime: latest };
      const { sequences } = await this.milestone.querySequences(range, { signal });
      const begunBy = startTime.getTime() + BEGINS_WITHIN_MS;
      // What the camera recorded before by itself may reach a moment into ours.
      return sequences.findLast((sequence) => sequence.startTime.getTime() <= begunBy)?.endTime;
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      return undefined;
    }
  }
}
