import { HttpException } from '@nestjs/common';
import { type Problem, type ProblemCode, problems, problemType } from '@playhead/contracts';
import { DatabaseUnavailableError } from '@playhead/database';
import { MilestoneError } from '@playhead/milestone';
import { DomainError } from './domain-error.ts';
import { fromMilestoneError } from './from-milestone-error.ts';

/** What stands for a status that the framework answered by itself, and what to do about it. */
const ofStatus: Record<number, { code: ProblemCode; advice: string }> = {
  400: {
    code: 'request-invalid',
    advice: 'Send JSON with Content-Type: application/json, and percent-encode what stands in addresses.',
  },
  404: { code: 'not-found', advice: 'The addresses that there are stand in /api/v1/openapi/{service}.json.' },
  405: {
    code: 'method-not-allowed',
    advice: 'The methods it takes stand in /api/v1/openapi/{service}.json.',
  },
  413: { code: 'request-too-large', advice: 'Send 1 MiB at most, or in parts.' },
  415: { code: 'request-invalid', advice: 'Send JSON with Content-Type: application/json.' },
  429: { code: 'too-many-requests', advice: 'Wait a little and try again.' },
  503: { code: 'service-unavailable', advice: 'Wait a little and try again.' },
};

/** Any thrown thing as a domain error; what is not foreseen becomes `internal`, whose text says nothing. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof MilestoneError) return fromMilestoneError(error);
  if (error instanceof DatabaseUnavailableError) return databaseAway(error);
  const status = statusOf(error);
  const known = status === undefined ? undefined : ofStatus[status];
  if (known !== undefined && error instanceof Error) {
    const words = error.message.replace(/\.?$/, '.');
    return new DomainError(known.code, { detail: `${words} ${known.advice}`, cause: error });
  }
  return new DomainError('internal', {
    detail:
      'The request could not be answered. Try again; if it fails again, give this id to your administrator.',
    cause: error,
  });
}

const databaseAway = (cause: DatabaseUnavailableError) =>
  new DomainError('service-unavailable', {
    detail:
      'The database of Playhead does not answer. Try again in a few seconds, and look whether your last change was made. If this stays, have an administrator check PostgreSQL (DATABASE_URL).',
    retryAfterSeconds: 5,
    cause,
  });

/** The body of the answer (RFC 9457). `error` is the plan's name for the title (§8.2). */
export function toProblem(error: DomainError, requestId: string): Problem {
  const { status, title } = problems[error.code];
  return {
    ...error.members,
    type: problemType(error.code),
    code: error.code,
    title,
    status,
    detail: error.message,
    instance: `urn:playhead:request:${requestId}`,
    error: title,
  };
}

/** Nest's own exceptions and Fastify's errors both carry a status. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    return error.statusCode;
  }
  return undefined;
}
