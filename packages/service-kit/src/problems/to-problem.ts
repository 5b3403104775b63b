import { HttpException } from '@nestjs/common';
import { type Problem, type ProblemCode, problems, problemType } from '@playhead/contracts';
import { MilestoneError } from '@playhead/milestone';
import { DomainError } from './domain-error.ts';
import { fromMilestoneError } from './from-milestone-error.ts';

/** Which registry entry stands for a status that the framework answered by itself. */
const codeOfStatus: Record<number, ProblemCode> = {
  400: 'request-invalid',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'request-too-large',
  415: 'request-invalid',
  429: 'too-many-requests',
  503: 'service-unavailable',
};

/** Any thrown thing as a domain error; what is not foreseen becomes `internal`, whose text says nothing. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof MilestoneError) return fromMilestoneError(error);
  const status = statusOf(error);
  const code = status === undefined ? undefined : codeOfStatus[status];
  if (code !== undefined && error instanceof Error) {
    return new DomainError(code, { detail: error.message, cause: error });
  }
  return new DomainError('internal', {
    detail:
      'The request could not be answered. Try again; if it fails again, give this id to your administrator.',
    cause: error,
  });
}

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
