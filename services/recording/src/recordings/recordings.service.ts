import { Inject, Injectable } from '@nestjs/common';
import type {
  ActiveRecordingList,
  CameraId,
  RecordingStatus,
  StartedRecording,
  StoppedRecording,
} from '@playhead/contracts';
import { type MilestoneClient, MilestoneError, type VmsRecording } from '@playhead/milestone';
import { Clock, DomainError, MILESTONE, type Principal } from '@playhead/service-kit';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import { LEASE_MS, StopsService } from '../stops/stops.service.ts';
import { SweepService } from '../stops/sweep.service.ts';
import { recordingStarted } from './recording-events.ts';
import { RecordingsRepository } from './recordings.repository.ts';
import {
  activeRecording,
  currentRecording,
  elapsedSeconds,
  recordingStatus,
  type Session,
} from './session.ts';

/**
 * The VMS is asked to record this much longer than the session lasts: our stop ends it on time, and should we be
 * gone the VMS ends it by itself soon after.
 */
const VMS_SAFETY_SECONDS = 30;

@Injectable()
export class RecordingsService {
  constructor(
    private readonly recordings: RecordingsRepository,
    private readonly stops: StopsService,
    private readonly sweep: SweepService,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
  ) {}

  /** @throws DomainError `camera-not-found`, `camera-already-recording`, `request-invalid`. @throws MilestoneError */
  async start(cameraId: CameraId, duration: number | undefined, by: Principal): Promise<StartedRecording> {
    const durationSeconds = this.allowedDuration(duration);
    const deviceId = await this.deviceOf(cameraId);
    const startTime = this.clock.now();
    const stopsAt = new Date(startTime.getTime() + durationSeconds * 1000);
    const session = await this.recordings.begin({
      cameraId,
      startTime,
      stopsAt,
      durationSeconds,
      triggeredBy: by.username,
      claimedUntil: new Date(startTime.getTime() + LEASE_MS),
    });
    if (session === undefined) throw await this.alreadyRecording(cameraId);

    const { recordingId } = await this.startInVms(session, deviceId);
    await this.recordings.confirm(
      session.id,
      recordingId,
      recordingStarted({ ...session, state: 'recording' }, this.clock.now()),
    );
    this.sweep.wakeAt(stopsAt);
    return {
      recordingId: session.id,
      cameraId,
      startTime: startTime.toISOString(),
      estimatedEndTime: stopsAt.toISOString(),
      durationSeconds,
      status: 'recording',
    };
  }

  /** @throws DomainError `camera-not-found`, `recording-not-active`. @throws MilestoneError; the stop is then retried. */
  async stop(cameraId: CameraId): Promise<StoppedRecording> {
    await this.deviceOf(cameraId);
    const session = (await this.stops.stopNow(cameraId)) ?? (await this.recordings.active(cameraId));
    if (session === undefined) {
      throw new DomainError('recording-not-active', {
        detail: 'It has ended already, or was never started.',
      });
    }
    const now = this.clock.now();
    return {
      recordingId: session.id,
      cameraId,
      startTime: session.startTime.toISOString(),
      endTime: (session.endTime ?? now).toISOString(),
      actualDuration: elapsedSeconds(session, now),
      status: session.state,
    };
  }

  /** @throws DomainError `camera-not-found`. */
  async status(cameraId: CameraId): Promise<RecordingStatus> {
    await this.deviceOf(cameraId);
    const session = (await this.recordings.active(cameraId)) ?? (await this.recordings.last(cameraId));
    return recordingStatus(session, this.clock.now());
  }

  async active(): Promise<ActiveRecordingList> {
    const now = this.clock.now();
    const sessions = await this.recordings.allActive();
    const recordings = sessions.map((session) => ({
      ...activeRecording(session, now),
      cameraId: session.cameraId,
    }));
    return { recordings, total: recordings.length };
  }

  private allowedDuration(duration = this.config.RECORDING_DEFAULT_DURATION): number {
    const longest = this.config.RECORDING_MAX_DURATION;
    if (duration <= longest) return duration;
    const detail = `duration: at most ${longest} seconds are allowed here (RECORDING_MAX_DURATION).`;
    throw new DomainError('request-invalid', {
      detail,
      members: { errors: [{ pointer: '#/duration', detail }] },
    });
  }

  private async deviceOf(cameraId: CameraId): Promise<string> {
    const deviceId = await this.recordings.deviceOf(cameraId);
    if (deviceId !== undefined) return deviceId;
    throw new DomainError('camera-not-found', { detail: 'It was never imported, or has been deleted.' });
  }

  private async alreadyRecording(cameraId: CameraId): Promise<DomainError> {
    const active = await this.recordings.active(cameraId);
    return new DomainError('camera-already-recording', {
      detail: 'Wait for the current recording to end, or stop it first.',
      members: active === undefined ? {} : { currentRecording: currentRecording(active, this.clock.now()) },
    });
  }

  /** A start whose outcome is unknown stays `starting`; the sweep asks the VMS what became of it. */
  private async startInVms(session: Session, deviceId: string): Promise<VmsRecording> {
    try {
      return await this.milestone.startRecording({
        deviceId,
        durationSeconds: session.durationSeconds + VMS_SAFETY_SECONDS,
        triggeredBy: session.triggeredBy,
        description: 'Manual recording started from Playhead',
      });
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      if (!(await this.vmsMayRecord(error, deviceId))) {
        await this.recordings.abandon(session.id, this.clock.now(), error.message);
      }
      if (error.kind !== 'conflict') throw error;
      throw new DomainError('camera-already-recording', {
        detail:
          'The VMS records it on demand already, started by somebody outside Playhead. Stop it there first.',
        cause: error,
      });
    }
  }

  /** Only an answer that never came leaves doubt; then the VMS is asked, if it can be. */
  private async vmsMayRecord(error: MilestoneError, deviceId: string): Promise<boolean> {
    if (error.kind !== 'unavailable' && error.kind !== 'protocol') return false;
    try {
      return (await this.milestone.getRecordingStatus(deviceId)).isRecording;
    } catch (failure) {
      if (!(failure instanceof MilestoneError)) throw failure;
      return !neverReached(error);
    }
  }
}

/** The connection was refused: nothing was asked of the VMS. */
function neverReached({ cause }: MilestoneError): boolean {
  return (
    cause instanceof Error && 'code' in cause && (cause.code === 'ECONNREFUSED' || cause.code === 'ENOTFOUND')
  );
}
