import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { Problem, ProblemCode } from '@playhead/contracts';
import { DomainError } from '@playhead/service-kit';
import { UnreachableError } from '../../instances/hops.ts';

/** The problem that another instance answers. @throws UnreachableError where what it answers is none, or breaks off. */
export async function problemOf(answer: IncomingMessage): Promise<DomainError> {
  const body = await json(answer).catch((cause: unknown) => {
    throw new UnreachableError('The instance of playback does not answer to the end.', { cause });
  });
  const problem = Problem.extend({ code: ProblemCode }).safeParse(body);
  if (!problem.success) {
    throw new UnreachableError('What answers is no instance of playback.', { cause: problem.error });
  }
  const { code, detail } = problem.data;
  const retryAfterSeconds = Number(answer.headers['retry-after']);
  return new DomainError(code, { detail, ...(retryAfterSeconds > 0 && { retryAfterSeconds }) });
}
