import { Injectable } from '@nestjs/common';
import type { CameraId, StartedRecording } from '@playhead/contracts';
import { AuditRepository, Clock, DomainError, type Principal } from '@playhead/service-kit';
import { CameraGate } from '../recordings/camera-gate.service.ts';
import { recordingExtended } from '../recordings/recording-events.ts';
import { RecordingsRepository } from '../recordings/recordings.repository.ts';
import { type Session, shownState, startedRecording } from '../recordings/session.ts';
import { ExtensionsRepository } from './extensions.repository.ts';

/** Makes running recordings longer. The VMS holds them long enough from the start (decision 7). */
@Injectable()
export class ExtensionsService {
  constructor(
    private readonly cameras: CameraGate,
    private readonly extensions: ExtensionsRepository,
    private readonly recordings: RecordingsRepository,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `camera-not-found`, `recording-not-active`, `recording-starting`, `request-invalid`. */
  extend(cameraId: CameraId, additionalSeconds: number, by: Principal): Promise<StartedRecording> {
    const details = { additionalSeconds };
    return this.audit.around({ action: 'recording.extend', by, cameraId, details }, async () => {
      await this.cameras.enter(cameraId, by);
      const extended = await this.extensions.extend(cameraId, additionalSeconds, (session) =>
        recordingExtended(session, this.clock.now(), by.username),
      );
      if (extended === undefined) throw refusal(await this.recordings.active(cameraId));
      return startedRecording(extended);
    });
  }
}

/** Why the camera's session could not be extended. */
function refusal(active: Session | undefined): DomainError {
  const state = active && shownState(active);
  if (state === 'starting') {
    return new DomainError('recording-starting', { detail: 'Try again in a few seconds.' });
  }
  if (active && state === 'recording') {
    const left = active.longestSeconds - active.durationSeconds;
    const detail = `additionalSeconds: ${left} more seconds are possible at most; a recording may last ${active.longestSeconds} seconds here (RECORDING_MAX_DURATION).`;
    const errors = [{ pointer: '#/additionalSeconds', detail }];
    return new DomainError('request-invalid', { detail, members: { errors } });
  }
  return new DomainError('recording-not-active', {
    detail: 'It has ended or is just being stopped. Start a new recording.',
  });
}
