import { Inject, Injectable } from '@nestjs/common';
import type { CameraId, StartedRecording, StartRecordingRequest } from '@playhead/contracts';
import { type MilestoneClient, NotFoundError } from '@playhead/milestone';
import { AuditRepository, Clock, DomainError, MILESTONE, type Principal } from '@playhead/service-kit';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import { LeasesService } from '../leases/leases.service.ts';
import { CameraGate, noSuchCamera } from '../recordings/camera-gate.service.ts';
import { type Durations, DurationsService } from '../recordings/durations.service.ts';
import { recordingStarted } from '../recordings/recording-events.ts';
import { type RecordedCamera, RecordingsRepository } from '../recordings/recordings.repository.ts';
import { currentRecording, type Session, startedRecording } from '../recordings/session.ts';
import { SweepService } from '../sweep/sweep.service.ts';
import { StartsRepository } from './starts.repository.ts';
import { VmsStart } from './vms-start.ts';

/** Starts recordings, on one camera at a time. */
@Injectable()
export class StartsService {
  constructor(
    private readonly cameras: CameraGate,
    private readonly durations: DurationsService,
    private readonly starts: StartsRepository,
    private readonly recordings: RecordingsRepository,
    private readonly leases: LeasesService,
    private readonly vmsStart: VmsStart,
    private readonly sweep: SweepService,
    private readonly audit: AuditRepository,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
  ) {}

  /**
   * @throws DomainError `camera-not-found`, `camera-already-recording`, `recording-limit-reached`, `request-invalid`,
   * or what the VMS answered, in the operator's words.
   */
  start(cameraId: CameraId, wish: StartRecordingRequest, by: Principal): Promise<StartedRecording> {
    return this.audit.around({ action: 'recording.start', by, cameraId, details: { ...wish } }, async () => {
      const camera = await this.cameras.enter(cameraId, by);
      const durations = await this.durations.of(camera.deviceId, wish.duration);
      const session = await this.begin(camera, durations, wish.reason ?? null, by);
      return this.leases.holding(session.id, async () => {
        const milestoneRecordingId = await this.vmsStart.run(session, durations.vmsSeconds);
        return startedRecording(await this.confirm(session, milestoneRecordingId));
      });
    });
  }

  private async begin(
    camera: RecordedCamera,
    { durationSeconds, longestSeconds }: Durations,
    reason: string | null,
    { username: triggeredBy }: Principal,
  ): Promise<Session> {
    const draft = () => {
      const startTime = this.clock.now();
      const stopsAt = new Date(startTime.getTime() + durationSeconds * 1000);
      return {
        cameraId: camera.id,
        startTime,
        stopsAt,
        durationSeconds,
        longestSeconds,
        triggeredBy,
        reason,
      };
    };
    const limit = this.config.RECORDING_MAX_CONCURRENT;
    const begun = await this.starts.begin(draft, () => this.leases.lease(), limit);
    if (begun.outcome === 'camera-taken') throw await this.alreadyRecording(camera.id);
    if (begun.outcome === 'camera-gone') throw noSuchCamera();
    if (begun.outcome === 'limit-reached') throw limitReached(begun.active, limit);
    return {
      ...begun.session,
      id: begun.id,
      cameraName: camera.name,
      deviceId: camera.deviceId,
      milestoneRecordingId: null,
      state: 'starting',
      endTime: null,
      endedBy: null,
      errorMessage: null,
      stopAttempts: 0,
      stopFailure: null,
    };
  }

  private async confirm(session: Session, milestoneRecordingId: string): Promise<Session> {
    const { id } = session;
    const recording: Session = { ...session, state: 'recording', milestoneRecordingId };
    const event = recordingStarted(recording, this.clock.now());
    const outcome = await this.starts.confirm({ id, milestoneRecordingId, event });
    if (outcome === 'settled') return this.settledByAnother(session, milestoneRecordingId);
    if (outcome === 'confirmed') {
      this.sweep.wakeAt(session.stopsAt);
      return recording;
    }
    this.sweep.wakeAt(this.clock.now());
    return (await this.recordings.find(id)) ?? recording;
  }

  /**
   * This instance stood still for so long that another one settled the start: it found the recording, or gave up on it.
   * What was given up has been called failed, and the recording has to end.
   */
  private async settledByAnother(session: Session, milestoneRecordingId: string): Promise<Session> {
    const settled = await this.recordings.find(session.id);
    if (settled?.milestoneRecordingId === milestoneRecordingId) return settled;
    const now = this.clock.now();
    if (await this.starts.stopLateStart(session.id, milestoneRecordingId, now)) this.sweep.wakeAt(now);
    else await this.stopOrphan(session, milestoneRecordingId);
    throw new DomainError('vms-unavailable', {
      detail:
        'The VMS answered after the start had been given up. What it began is being stopped; start again.',
      retryAfterSeconds: 1,
    });
  }

  /** A recording that no session stands for any more. @throws MilestoneError */
  private async stopOrphan({ deviceId }: Session, milestoneRecordingId: string): Promise<void> {
    try {
      await this.milestone.stopRecording(deviceId, milestoneRecordingId, { signal: this.leases.signal });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }

  private async alreadyRecording(cameraId: CameraId): Promise<DomainError> {
    const active = await this.recordings.active(cameraId);
    return new DomainError('camera-already-recording', {
      detail: 'Wait for the current recording to end, or stop it first.',
      members: active === undefined ? {} : { currentRecording: currentRecording(active, this.clock.now()) },
    });
  }
}

const limitReached = (activeRecordings: number, limit: number) =>
  new DomainError('recording-limit-reached', {
    detail: `${activeRecordings} cameras are recording, and ${limit} may at a time (RECORDING_MAX_CONCURRENT). Stop another recording, or wait until one ends.`,
    members: { activeRecordings, limit },
    retryAfterSeconds: 10,
  });
