import { type ProblemCode, pictureHeaders } from '@playhead/contracts';
import { vmsProblems } from '@playhead/service-kit';

/** What `sendPicture` answers with, for the OpenAPI document. */
export const pictureAnswer = {
  media: ['image/jpeg'],
  headers: {
    ETag: 'For If-None-Match',
    [pictureHeaders.wallClock]: 'When it was taken, ISO 8601 in UTC; left out where nobody tells',
  },
  also: { 304: 'The client has it already' },
} as const;

/** What the way to a picture may come to. */
export const pictureProblems = [
  'picture-not-found',
  'picture-failed',
  'picture-limit-reached',
  'device-not-found',
  ...vmsProblems,
] as const satisfies readonly ProblemCode[];
