import { Injectable } from '@nestjs/common';
import type { CameraId, RecordingId } from '@playhead/contracts';
import { MilestoneError } from '@playhead/milestone';
import { DomainError } from '@playhead/service-kit';
import { LooksService } from '../recordings/looks.service.ts';
import { RecordingsRepository } from '../recordings/recordings.repository.ts';
import type { Session } from '../recordings/session.ts';
import { inOperatorsWords } from '../recordings/vms-refusals.ts';
import { StopsRepository } from './stops.repository.ts';
import { StopsService } from './stops.service.ts';

/** Stops that somebody asks for, whatever the session is just going through. */
@Injectable()
export class StopsByHandService {
  constructor(
    private readonly stops: StopsService,
    private readonly repository: StopsRepository,
    private readonly recordings: RecordingsRepository,
    private readonly looks: LooksService,
  ) {}

  /**
   * The session once it has ended. One that is just being started, or stopped by somebody else, is waited for, some
   * seconds long; when it has not ended by then, its stop is certain to follow all the same.
   *
   * @throws DomainError `recording-not-active`, or what the VMS answered, in the operator's words; the stop is then
   * retried.
   */
  async stop(cameraId: CameraId, username: string): Promise<Session> {
    const stopped = await this.stopNow(cameraId, username);
    if (stopped !== undefined) return stopped;
    const starting = await this.repository.wishForEnd(cameraId, username);
    if (starting !== undefined) return this.ended(starting);
    // It may have begun between the two.
    const begun = await this.stopNow(cameraId, username);
    if (begun !== undefined) return begun;
    const stoppedByAnother = await this.recordings.active(cameraId);
    if (stoppedByAnother !== undefined) return this.ended(stoppedByAnother.id);
    throw new DomainError('recording-not-active', { detail: 'It has ended already, or was never started.' });
  }

  private async stopNow(cameraId: CameraId, username: string): Promise<Session | undefined> {
    try {
      return await this.stops.stopNow(cameraId, username);
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      throw inOperatorsWords(error, 'stop');
    }
  }

  private async ended(id: RecordingId): Promise<Session> {
    const session = await this.looks.until(id, ({ endTime }) => endTime !== null);
    if (session === undefined || session.state === 'failed') {
      throw new DomainError('recording-not-active', {
        detail: 'The VMS did not start it; nothing is recorded.',
      });
    }
    return session;
  }
}
