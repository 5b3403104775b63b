import { type MilestoneError, RefusedError } from '@playhead/milestone';
import { DomainError, toDomainError } from '@playhead/service-kit';

/** What the VMS was asked to do. */
type Deed = 'start' | 'stop';

const undone: Record<Deed, string> = {
  start: 'The recording was not started; try again, and tell the VMS administrator if it stays.',
  stop: 'Playhead goes on trying to stop the recording until the VMS has answered.',
};

/** A failing VMS in words that an operator can act upon; the VMS's own words stay in them. */
export function inOperatorsWords(error: MilestoneError, deed: Deed): DomainError {
  const { code, members, retryAfterSeconds } = toDomainError(error);
  return new DomainError(code, {
    detail: [whatHappened(error), outcomeOf(error, deed)].filter(Boolean).join(' '),
    cause: error,
    members,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** Why a failing VMS did not do it, and what helps. */
export function whatHappened(error: MilestoneError): string {
  const said = error.message;
  switch (error.kind) {
    case 'credentials-refused':
      return `${said} An administrator must check MILESTONE_USERNAME and MILESTONE_PASSWORD.`;
    case 'not-found':
      return `The VMS no longer has this camera: it was removed or replaced there. Ask an administrator to synchronize the cameras. (${said})`;
    case 'refused':
      return refusalOf(error, said);
    default:
      return said;
  }
}

const outcomeOf = ({ kind }: MilestoneError, deed: Deed) => (kind === 'not-found' ? '' : undone[deed]);

function refusalOf(error: MilestoneError, said: string): string {
  if (/disabled/i.test(said)) return `The camera is disabled in the VMS. Have it enabled there. (${said})`;
  if (error instanceof RefusedError && error.status === 403) {
    return `Playhead’s account in the VMS may not record on this camera. Ask the VMS administrator for the right to start and stop recordings. (${said})`;
  }
  return said;
}
