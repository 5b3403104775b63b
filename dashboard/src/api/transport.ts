import { Problem, type ProblemCode } from '@playhead/contracts';
import { observeServerDate } from '../time/server-clock.ts';
import { ApiProblem, ConnectionLost, problemFor } from './errors.ts';

/**
 * One request to `/api/v1{path}`, without sign-in.
 * @throws {ApiProblem} for an error answer. @throws {ConnectionLost} for none. An abort stays an `AbortError`.
 */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(`/api/v1${path}`, init).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause;
    throw new ConnectionLost(cause);
  });
  observeServerDate(response.headers.get('date'));
  if (response.ok) return response;
  throw new ApiProblem(await problemOf(response), retryAfter(response));
}

/** What the statuses mean that Kong, and any proxy, answers by itself. */
const codeOfStatus: Readonly<Record<number, ProblemCode>> = {
  401: 'sign-in-required',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'request-too-large',
  429: 'too-many-requests',
};

/** Whatever stands between us and the services may answer in its own words; those become a problem here. */
async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  const parsed = Problem.safeParse(jsonOrNothing(text));
  if (parsed.success) return parsed.data;
  const { status } = response;
  return problemFor(
    codeOfStatus[status] ?? (status >= 500 ? 'service-unavailable' : 'request-invalid'),
    status,
  );
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
