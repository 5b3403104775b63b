import { Injectable } from '@nestjs/common';
import type { ActiveRecordingList, CameraId, RecordingStatus, StoppedRecording } from '@playhead/contracts';
import { AuditRepository, CameraAccessRepository, Clock, type Principal } from '@playhead/service-kit';
import { StopsByHandService } from '../stops/stops-by-hand.service.ts';
import { VmsRecordingsService } from '../watch/vms-recordings.service.ts';
import { CameraGate } from './camera-gate.service.ts';
import { RecordingsRepository } from './recordings.repository.ts';
import { activeRecording, recordingStatus, stoppedRecording } from './session.ts';

/** Ends recordings by hand, and says what records. */
@Injectable()
export class RecordingsService {
  constructor(
    private readonly cameras: CameraGate,
    private readonly access: CameraAccessRepository,
    private readonly recordings: RecordingsRepository,
    private readonly stops: StopsByHandService,
    private readonly vmsRecordings: VmsRecordingsService,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * `stopping` in the answer: the stop is stored and follows; the times are then as of now.
   *
   * @throws DomainError `camera-not-found`, `recording-not-active`, or what the VMS answered, in the operator's words;
   * the stop is then retried.
   */
  stop(cameraId: CameraId, by: Principal): Promise<StoppedRecording> {
    const stop = async () => {
      await this.cameras.enter(cameraId, by);
      return stoppedRecording(await this.stops.stop(cameraId, by.username), this.clock.now());
    };
    return this.audit.around({ action: 'recording.stop', by, cameraId }, stop, ({ recordingId, status }) => ({
      details: { recordingId, status },
    }));
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
