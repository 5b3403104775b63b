import {
  ConflictError,
  type MilestoneError,
  type MissingThing,
  NotFoundError,
  ProtocolError,
  RefusedError,
  UnavailableError,
} from '../errors.ts';
import { retryAfterSeconds } from './retry-after.ts';
import type { WholeAnswer } from './vms-http.ts';
import { vmsWords } from './vms-words.ts';

const notFound: Record<MissingThing, string> = {
  camera: 'The VMS has no such camera',
  recording: 'The VMS has no such recording running',
  footage: 'The VMS has no footage of this camera at this time',
};

/** 5xx that no waiting helps, and 4xx that it does. */
const neverServed = new Set([501, 505]);
const servedLater = new Set([408, 425, 429]);

/** What an answer other than 2xx means. `missing` is what a 404 speaks of. */
export function answerError(answer: WholeAnswer, missing: MissingThing, nowMs: number): MilestoneError {
  const { status } = answer;
  if ((status >= 500 && !neverServed.has(status)) || servedLater.has(status)) {
    return new UnavailableError(`The VMS cannot serve now${said(answer)}`, {
      answered: true,
      retryAfterSeconds: retryAfterSeconds(answer.header('retry-after'), nowMs),
    });
  }
  if (status === 404) return new NotFoundError(missing, `${notFound[missing]}${said(answer)}`);
  if (status === 409) return new ConflictError(`The camera already records on demand${said(answer)}`);
  if (status >= 400) return new RefusedError(status, `The VMS refused the request${said(answer)}`);
  return new ProtocolError(`The VMS answers with an unexpected ${status}. Check MILESTONE_BASE_URL.`);
}

const said = (answer: WholeAnswer) => {
  const words = vmsWords(answer.body);
  return words ? ` (${answer.status}): ${words}` : ` (${answer.status}).`;
};
