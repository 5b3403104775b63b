import { Inject, Injectable } from '@nestjs/common';
import { type MilestoneClient, MilestoneError } from '@playhead/milestone';
import { AuditRepository, Clock, LOGGER, MILESTONE } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import { recordingProgress, recordingStopped } from '../recordings/recording-events.ts';
import type { Session } from '../recordings/session.ts';
import { VmsEnd } from '../stops/vms-end.ts';
import { WatchRepository } from './watch.repository.ts';

const PROGRESS_MS = 5_000;
/** How often the VMS is asked about each running session. */
const CHECK_MS = 10_000;
const CHECKS_AT_ONCE = 20;

const ENDED_THERE =
  'The VMS no longer records this: somebody stopped it there, or the VMS could not go on. Start again if it is still needed.';

/** Looks after running sessions: tells their progress, and notices those that the VMS has ended. */
@Injectable()
export class WatchService {
  constructor(
    private readonly sessions: WatchRepository,
    private readonly audit: AuditRepository,
    private readonly vmsEnd: VmsEnd,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async tellProgress(): Promise<void> {
    const now = this.clock.now();
    const due = await this.sessions.claimProgress(now, new Date(now.getTime() - PROGRESS_MS));
    for (const session of due) await this.sessions.tellProgress(recordingProgress(session, now));
  }

  /** Asks the VMS about what it was not asked about for a while. */
  async checkVms(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const now = this.clock.now();
      const before = new Date(now.getTime() - CHECK_MS);
      const timed = this.config.RECORDING_AUTO_STOP;
      const sessions = await this.sessions.claimUnchecked(now, before, CHECKS_AT_ONCE, timed);
      await Promise.all(sessions.map((session) => this.check(session, signal)));
      if (sessions.length < CHECKS_AT_ONCE) return;
    }
  }

  /** Asks the VMS about the running sessions of these devices, whenever it was asked last. */
  async checkDevices(deviceIds: readonly string[], signal: AbortSignal): Promise<void> {
    if (deviceIds.length === 0) return;
    const timed = this.config.RECORDING_AUTO_STOP;
    const sessions = await this.sessions.runningOn(deviceIds, this.clock.now(), timed);
    for (let at = 0; at < sessions.length && !signal.aborted; at += CHECKS_AT_ONCE) {
      const some = sessions.slice(at, at + CHECKS_AT_ONCE);
      await Promise.all(some.map((session) => this.check(session, signal)));
    }
  }

  private async check(session: Session, signal: AbortSignal): Promise<void> {
    const { id: recordingId, cameraId } = session;
    try {
      if (await this.stillRecords(session, signal)) return;
      const endTime = await this.vmsEnd.of(session, signal);
      const endedBy = { kind: 'vms' } as const;
      const ended: Session = { ...session, state: 'stopped', endTime, endedBy };
      const event = recordingStopped(ended, this.clock.now(), ENDED_THERE);
      const details = { recordingId, endedBy };
      const entry = this.audit.entry(
        { action: 'recording.stop', by: { username: 'system' }, cameraId, details },
        'success',
      );
      await this.sessions.endedByVms({ id: recordingId, endTime, errorMessage: ENDED_THERE, event, entry });
    } catch (error) {
      // A VMS that can't tell has not ended anything; the next check asks again.
      this.logger.debug({ err: error, recordingId, cameraId }, 'the VMS could not tell whether it records');
    }
  }

  private async stillRecords({ deviceId, milestoneRecordingId }: Session, signal: AbortSignal) {
    try {
      const status = await this.milestone.getRecordingStatus(deviceId, { signal });
      return status.isRecording && status.recordingId === milestoneRecordingId;
    } catch (error) {
      const cameraGone = error instanceof MilestoneError && error.kind === 'not-found';
      if (!cameraGone) throw error;
      return false;
    }
  }
}
