import type { MilestoneError } from '@playhead/milestone';
import { DomainError } from './domain-error.ts';

const RETRY_SECONDS = 10;

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
      return new DomainError('device-not-found', { detail, cause: error });
    case 'conflict':
    case 'refused':
    case 'protocol':
      return new DomainError('vms-refused', { detail, cause: error });
  }
}
