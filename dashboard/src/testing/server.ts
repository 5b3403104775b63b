import { type ProblemCode, problems } from '@playhead/contracts';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import { problemFor } from '../api/errors.ts';

let grants = 0;

/** The next token grant, each with a token of its own: `access-1`, `access-2`, … */
export const nextGrant = (expiresIn = 900) => {
  grants += 1;
  return { accessToken: `access-${grants}`, refreshToken: `refresh-${grants}`, expiresIn };
};

export const restartGrants = (): void => {
  grants = 0;
};

export const api = (path: string): string => `*/api/v1${path}`;

const authentication = [
  http.post(api('/auth/login'), () => HttpResponse.json(nextGrant())),
  http.post(api('/auth/refresh'), () => HttpResponse.json(nextGrant())),
  http.post(api('/auth/logout'), () => new HttpResponse(null, { status: 204 })),
];

/** The API as the tests see it. What a test asks for and does not describe is an error. */
export const server = setupServer(...authentication);

/** Answers with a problem of the registry. */
export const problemAnswer = (code: ProblemCode, members: Record<string, JsonBodyType> = {}) =>
  HttpResponse.json(
    { ...problemFor(code), ...members },
    { status: problems[code].status, headers: { 'content-type': 'application/problem+json' } },
  );
