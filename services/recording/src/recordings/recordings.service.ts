import { Injectable } from '@nestjs/common';
import type { ActiveRecordingList, CameraId, RecordingStatus, StoppedRecording } from '@playhead/contracts';
import { MilestoneError } from '@playhead/milestone';
import {
  AuditRepository,
  CameraAccessRepository,
  Clock,
  DomainError,
  type Principal,
} from '@playhead/service-kit';
import { StopsService } from '../stops/stops.service.ts';
import { VmsRecordingsService } from '../watch/vms-recordings.service.ts';
import { CameraGate } from './camera-gate.service.ts';
import { RecordingsRepository } from './recordings.repository.ts';
import {
  activeRecording,
  elapsedSeconds,
  enderOf,
  reasonOf,
  recordingStatus,
  type Session,
} from './session.ts';
import { inOperatorsWords } from './vms-refusals.ts';

/** Ends recordings by hand, and says what records. */
@Injectable()
export class RecordingsService {
  constructor(
    private readonly cameras: CameraGate,
    private readonly access: CameraAccessRepository,
    private readonly recordings: RecordingsRepository,
    private readonly stops: StopsService,
    private readonly vmsRecordings: VmsRecordingsService,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `camera-not-found`, `recording-not-active`, `recording-starting`, or what the VMS answered, in
   * the operator's words; the stop is then retried.
   */
  stop(cameraId: CameraId, by: Principal): Promise<StoppedRecording> {
    return this.audit.around({ action: 'recording.stop', by, cameraId }, async () => {
      await this.cameras.enter(cameraId, by);
      const session = (await this.stopNow(cameraId, by)) ?? (await this.alreadyStopping(cameraId));
      const now = this.clock.now();
      return {
        recordingId: session.id,
        cameraId,
        startTime: session.startTime.toISOString(),
        endTime: (session.endTime ?? now).toISOString(),
        actualDuration: elapsedSeconds(session, now),
        status: session.state,
        ...reasonOf(session),
        ...enderOf(session),
      };
    });
  }

  private async stopNow(cameraId: CameraId, { username }: Principal): Promise<Session | undefined> {
    try {
      return await this.stops.stopNow(cameraId, username);
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      throw inOperatorsWords(error, 'stop');
    }
  }

  /** Somebody else is stopping it just now. */
  private async alreadyStopping(cameraId: CameraId): Promise<Session> {
    const session = await this.recordings.active(cameraId);
    if (session?.state === 'starting') {
      throw new DomainError('recording-starting', {
        detail: 'The VMS has not answered yet whether it records. Try again in a few seconds.',
      });
    }
    if (session !== undefined) return session;
    throw new DomainError('recording-not-active', { detail: 'It has ended already, or was never started.' });
  }

  /** @throws DomainError `camera-not-found`. */
  async status(cameraId: CameraId, user: Principal): Promise<RecordingStatus> {
    const { deviceId } = await this.cameras.enter(cameraId, user);
    const active = await this.recordings.active(cameraId);
    if (active !== undefined) return recordingStatus(active, this.clock.now());
    const [last, vmsRecording] = await Promise.all([
      this.recordings.last(cameraId),
      this.vmsRecordings.of(deviceId),
    ]);
    return recordingStatus(last, this.clock.now(), vmsRecording);
  }

  /** Of the cameras that this person sees. */
  async active(user: Principal): Promise<ActiveRecordingList> {
    const sessions = await this.recordings.allActive(await this.access.visible(user.userId));
    const now = this.clock.now();
    const recordings = sessions.map((session) => ({
      ...activeRecording(session, now),
      cameraId: session.cameraId,
    }));
    return { recordings, total: recordings.length };
  }
}
