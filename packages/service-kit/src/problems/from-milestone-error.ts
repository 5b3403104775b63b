import type { ProblemCode } from '@playhead/contracts';
import { type MilestoneError, type MissingThing, NotFoundError } from '@playhead/milestone';
import { DomainError } from './domain-error.ts';

const RETRY_SECONDS = 10;

const missing: Record<MissingThing, ProblemCode> = {
  camera: 'device-not-found',
  recording: 'recording-not-active',
  footage: 'footage-not-found',
};

/** What a failing VMS means to our caller (design §4): down is 503, refused credentials 502, never a 500. */
export function fromMilestoneError(error: MilestoneError): DomainError {
  const detail = error.message;
  switch (error.kind) {
    case 'unavailable':
    case 'aborted':
      return new DomainError('vms-unavailable', {
        detail,
        cause: error,
        retryAfterSeconds: error.retryAfterSeconds ?? RETRY_SECONDS,
      });
    case 'credentials-refused':
      return new DomainError('vms-credentials-refused', { detail, cause: error });
    case 'not-found':
      return new DomainError(missing[error instanceof NotFoundError ? error.missing : 'camera'], {
        detail,
        cause: error,
      });
    case 'conflict':
    case 'refused':
    case 'protocol':
      return new DomainError('vms-refused', { detail, cause: error });
  }
}
