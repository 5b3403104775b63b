import type { ProblemCode } from '@playhead/contracts';
import { type MilestoneError, type MissingThing, NotFoundError } from '@playhead/milestone';
import { DomainError } from './domain-error.ts';

const RETRY_SECONDS = 10;

/** What every question to the VMS may come to, whatever it is about. */
export const vmsProblems = [
  'vms-unavailable',
  'vms-credentials-refused',
  'vms-refused',
] as const satisfies readonly ProblemCode[];

const missing: Record<MissingThing, { code: ProblemCode; advice: string }> = {
  camera: {
    code: 'device-not-found',
    advice: 'It may have been removed or replaced there: look it up anew, or have the cameras synchronized.',
  },
  recording: {
    code: 'recording-not-active',
    advice: "Look at the camera's status; nothing needs to be stopped.",
  },
  footage: { code: 'footage-not-found', advice: 'Choose a moment where the timeline shows footage.' },
};

/** What a failing VMS means to our caller (design §4): down is 503, refused credentials 502, never a 500. Each says what to do. */
export function fromMilestoneError(error: MilestoneError): DomainError {
  const retryAfterSeconds = error.retryAfterSeconds ?? RETRY_SECONDS;
  const details = (advice: string) => ({ detail: `${error.message} ${advice}`, cause: error });
  switch (error.kind) {
    case 'unavailable':
      return new DomainError('vms-unavailable', {
        ...details(
          `Try again in ${retryAfterSeconds} s. If it stays, have an administrator check that the VMS runs and that Playhead reaches it (MILESTONE_BASE_URL).`,
        ),
        retryAfterSeconds,
      });
    case 'aborted':
      // Ours, not the VMS's: the caller hung up, or this service is being stopped.
      return new DomainError('service-unavailable', {
        detail: 'Playhead gave the request up, since it is being restarted. Try again in a few seconds.',
        cause: error,
        retryAfterSeconds: 5,
      });
    case 'credentials-refused':
      return new DomainError('vms-credentials-refused', {
        ...details('Have an administrator check the account that Playhead uses there, and its rights.'),
        retryAfterSeconds,
      });
    case 'not-found': {
      const thing = error instanceof NotFoundError ? error.missing : 'camera';
      return new DomainError(missing[thing].code, details(missing[thing].advice));
    }
    case 'conflict':
      return new DomainError(
        'vms-refused',
        details('Wait until that recording ends, or stop it in the VMS.'),
      );
    case 'refused':
      return new DomainError(
        'vms-refused',
        details('Have an administrator check the camera in the VMS, and the rights of the account there.'),
      );
    case 'protocol':
      return new DomainError(
        'vms-refused',
        details('Have an administrator check that MILESTONE_BASE_URL leads to the API of a supported VMS.'),
      );
  }
}
