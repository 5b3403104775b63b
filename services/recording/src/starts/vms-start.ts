import { Inject, Injectable } from '@nestjs/common';
import { type MilestoneClient, MilestoneError, UnavailableError } from '@playhead/milestone';
import { Clock, DomainError, MILESTONE, withSignals } from '@playhead/service-kit';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import { LeasesService } from '../leases/leases.service.ts';
import { startFailed } from '../recordings/recording-events.ts';
import type { Session } from '../recordings/session.ts';
import { inOperatorsWords } from '../recordings/vms-refusals.ts';
import { recordingOfStart } from './adoption.ts';
import { StartsRepository } from './starts.repository.ts';

/** Makes the VMS record, and finds out whether it does where its answer does not say. */
@Injectable()
export class VmsStart {
  constructor(
    private readonly starts: StartsRepository,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly leases: LeasesService,
    private readonly clock: Clock,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
  ) {}

  /**
   * The VMS's id of the recording. A start whose outcome stays unknown stays `starting`, to be settled by the sweep;
   * one that failed for certain leaves the camera free.
   *
   * @throws DomainError what kept the VMS from recording, in the operator's words.
   */
  async run(session: Session, vmsSeconds: number): Promise<string> {
    try {
      return await this.inTime(session, (signal) => this.askForStart(session, vmsSeconds, signal));
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      return await this.afterFailure(session, error);
    }
  }

  private async askForStart(
    { deviceId, triggeredBy, reason }: Session,
    durationSeconds: number,
    signal: AbortSignal,
  ): Promise<string> {
    const description = reason ?? 'Manual recording started from Playhead';
    const wanted = { deviceId, durationSeconds, triggeredBy, description };
    const { recordingId } = await this.milestone.startRecording(wanted, { signal });
    return recordingId;
  }

  /**
   * Signing in included: `MILESTONE_REQUEST_TIMEOUT` after the session began no request to start is on its way, which
   * others rely upon.
   */
  private async inTime<T>({ startTime }: Session, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = new AbortController();
    const ms = this.config.MILESTONE_REQUEST_TIMEOUT;
    const late = new UnavailableError(`The VMS did not answer within ${ms / 1000} s.`);
    const leftMs = startTime.getTime() + ms - this.clock.now().getTime();
    const timer = setTimeout(() => limit.abort(late), Math.max(0, leftMs));
    try {
      return await withSignals([limit.signal, this.leases.signal], work);
    } finally {
      clearTimeout(timer);
    }
  }

  private async afterFailure(session: Session, error: MilestoneError): Promise<string> {
    if (isDoubtful(error)) {
      const status = await this.askVms(session);
      const recordingId =
        status && recordingOfStart(status, session, this.clock.now(), this.config.MILESTONE_REQUEST_TIMEOUT);
      if (recordingId !== undefined) return recordingId;
      if (status === undefined || !wasAnswered(error)) throw outcomeUnknown(error);
    }
    await this.giveUp(session, error.message);
    if (error.kind !== 'conflict') throw inOperatorsWords(error, 'start');
    throw new DomainError('camera-already-recording', {
      detail:
        'The VMS records it on demand already, started by somebody outside Playhead. Stop it there first.',
      cause: error,
    });
  }

  private giveUp(session: Session, errorMessage: string): Promise<void> {
    const endTime = this.clock.now();
    const failure = { owner: this.leases.owner, endTime, errorMessage };
    return this.starts.abandon(session, failure, (last) => startFailed(session, last, endTime, errorMessage));
  }

  private async askVms({ deviceId }: Session) {
    try {
      return await this.milestone.getRecordingStatus(deviceId, { signal: this.leases.signal });
    } catch (failure) {
      if (!(failure instanceof MilestoneError)) throw failure;
      return undefined;
    }
  }
}

/** Whether the VMS may have begun to record all the same. */
const isDoubtful = (error: MilestoneError) =>
  (error.kind === 'unavailable' || error.kind === 'protocol' || error.kind === 'aborted') &&
  !neverReached(error);

/** Then a request can't still be on its way. */
const wasAnswered = (error: MilestoneError) =>
  error.kind === 'protocol' || (error instanceof UnavailableError && error.answered);

/** The connection was refused: nothing was asked of the VMS. */
const neverReached = ({ cause }: MilestoneError) =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ECONNREFUSED' || cause.code === 'ENOTFOUND');

const RETRY_SECONDS = 10;

const outcomeUnknown = (error: MilestoneError) =>
  new DomainError('vms-unavailable', {
    detail: `${error.message} Whether it records shows in the camera’s status within seconds; if not, try again then.`,
    cause: error,
    retryAfterSeconds: error.retryAfterSeconds ?? RETRY_SECONDS,
  });
