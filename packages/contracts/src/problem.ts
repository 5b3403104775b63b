import { z } from 'zod';

/** The closed registry of what can go wrong, by domain: code → status and title (RFC 9457). */
export const problems = {
  'request-invalid': { status: 400, title: 'The request is not valid' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'request-too-large': { status: 413, title: 'The request is too large' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'service-unavailable': { status: 503, title: 'This part of Playhead is not available' },

  'sign-in-required': { status: 401, title: 'Sign in first' },
  'token-expired': { status: 401, title: 'Your sign-in has expired' },
  'credentials-wrong': { status: 401, title: 'User name or password is wrong' },
  'permission-missing': { status: 403, title: 'Your role does not allow this' },

  'user-not-found': { status: 404, title: 'No such user' },
  'username-taken': { status: 409, title: 'The user name is taken' },
  'last-admin': { status: 409, title: 'Somebody must remain administrator' },
  'own-account': { status: 409, title: 'This is your own account' },

  'camera-not-found': { status: 404, title: 'No such camera' },
  'camera-already-imported': { status: 409, title: 'The camera is already imported' },
  'camera-recording': { status: 409, title: 'The camera is recording' },
  'device-not-found': { status: 404, title: 'The VMS has no such camera' },

  'sync-running': { status: 409, title: 'A sync is running already' },
  'sync-not-found': { status: 404, title: 'No such sync' },

  'camera-already-recording': { status: 409, title: 'Camera is already recording' },
  'recording-not-active': { status: 404, title: 'No active recording found for camera' },
  'recording-starting': { status: 409, title: 'The recording is just being started' },
  'recording-limit-reached': { status: 429, title: 'Too many cameras are recording' },

  'footage-not-found': { status: 404, title: 'There is no footage at or after this time' },
  'stream-not-found': { status: 404, title: 'The stream is gone' },
  'segment-link-invalid': { status: 403, title: 'The link to this segment is not valid' },
  'stream-limit-reached': { status: 503, title: 'Too many streams are open' },
  'playback-session-not-found': { status: 404, title: 'There is no such playback session' },
  'playback-session-changed': { status: 409, title: 'Somebody else acted on the playback session' },
  'playback-session-limit-reached': { status: 503, title: 'Too many playback sessions are in use' },
  'picture-not-found': { status: 404, title: 'There is no picture at this time' },
  'picture-failed': { status: 502, title: 'The picture could not be prepared' },
  'picture-limit-reached': { status: 503, title: 'Too many pictures are being prepared' },
  'stream-failed': { status: 502, title: 'The footage could not be prepared' },

  'export-not-found': { status: 404, title: 'There is no such export' },
  'export-link-invalid': { status: 403, title: 'The link to this file is not valid' },
  'export-range-invalid': { status: 416, title: 'The file has no such part' },
  'export-not-failed': { status: 409, title: 'Only an export that failed can be tried again' },
  'export-limit-reached': { status: 429, title: 'Too many of your exports are unfinished' },
  'export-failed': { status: 502, title: 'The file could not be made' },
  'export-codec-changed': { status: 409, title: 'The camera changed how it codes its pictures' },
  'export-disk-full': { status: 503, title: 'The disk has no room for the export' },
  'bookmark-not-found': { status: 404, title: 'No such bookmark' },
  'bookmark-not-yours': { status: 403, title: 'The bookmark is somebody else’s' },

  'vms-unavailable': { status: 503, title: 'The VMS does not answer' },
  'vms-credentials-refused': { status: 502, title: 'The VMS refuses our credentials' },
  'vms-refused': { status: 502, title: 'The VMS refused the request' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;
export const ProblemCode = z.string().refine((code): code is ProblemCode => Object.hasOwn(problems, code));

const PROBLEM_TYPE_PREFIX = 'urn:playhead:problem:';

/** The stable `type` of a problem; clients branch on it (or on `code`), never on texts. */
export const problemType = (code: ProblemCode) => `${PROBLEM_TYPE_PREFIX}${code}`;

/**
 * The body of every error answer, `application/problem+json`. `error` repeats the title for clients of the
 * plan's §8.2; extra members (such as `currentRecording`) stand beside it.
 */
export const Problem = z
  .looseObject({
    type: z.string(),
    code: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().optional(),
    error: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
