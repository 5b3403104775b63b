import { type Problem, type ProblemCode, problems, problemType } from '@playhead/contracts';

/** A problem of our own making, for what never reached a service. */
export function problemFor(code: ProblemCode, status: number = problems[code].status): Problem {
  const { title } = problems[code];
  return { type: problemType(code), code, title, status, detail: title, error: title };
}

/** The API answered with a problem (RFC 9457). Branch on `code`, never on the texts. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly problem: Problem,
    /** Seconds after which to try again, from `Retry-After`. */
    readonly retryAfterSeconds: number | undefined = undefined,
  ) {
    super(`${problem.title}. ${problem.detail}`);
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** No answer at all: the network or the gateway is down. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';

  constructor(cause: unknown) {
    super('Playhead did not answer. Check the network connection, then try again.', { cause });
  }
}

/** An answer that breaks the contract: a newer or older server than this page was built for. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';

  constructor(path: string, cause: unknown) {
    super(`The answer of ${path} is not as agreed. Load the page again to get its newest version.`, {
      cause,
    });
  }
}

/** Whether `error` is the API's problem of that code. */
export const isProblem = (error: unknown, code: string): error is ApiProblem =>
  error instanceof ApiProblem && error.code === code;
