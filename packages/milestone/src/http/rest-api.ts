import type { z } from 'zod';
import { type RetryPolicy, retry, whereUnsent } from '../calls/retry.ts';
import type { MissingThing } from '../errors.ts';
import type { TokenKeeper } from '../session/token-keeper.ts';
import { type Rejectable, tokenRejected, withToken } from '../session/with-token.ts';
import { answerError } from './answer-error.ts';
import { parsed } from './parsed.ts';
import { isSuccess, type OpenAnswer, type VmsHttp, type WholeAnswer } from './vms-http.ts';

/** Where both dialects have their REST API. */
export const REST_ROOT = '/api/rest/v1';

type Query = Record<string, string | number | boolean | undefined>;

interface Call {
  path: string;
  /** What a 404 says is not there. */
  missing: MissingThing;
}

export interface Read extends Call {
  query?: Query;
}

export interface Write extends Call {
  body?: Record<string, unknown>;
  /** To do it twice is to do it once, so that it is repeated like a read. */
  repeatable?: boolean;
}

interface Options {
  http: VmsHttp;
  tokens: TokenKeeper;
  retryPolicy: RetryPolicy;
}

/**
 * Requests with a session. Reads are repeated while the VMS is unavailable, writes only where they never left. After a
 * 401 the VMS has done nothing, so the request is sent once more with a fresh token, whatever it is.
 */
export class RestApi {
  constructor(private readonly options: Options) {}

  async read<S extends z.ZodType>(call: Read, schema: S, signal: AbortSignal): Promise<z.output<S>> {
    return parsed(await this.readBytes(call, signal), schema, `answer to ${call.path}`);
  }

  readBytes(call: Read, signal: AbortSignal): Promise<WholeAnswer> {
    const { http } = this.options;
    const request = { method: 'GET', path: pathOf(call), pool: 'read' } as const;
    return this.#withToken(signal, (token) =>
      this.#repeated(
        async () => this.#checked(await http.whole({ ...request, token }, signal), call),
        signal,
      ),
    );
  }

  /** Video: the answer's head, its body unread. */
  openVideo(call: Read, signal: AbortSignal): Promise<OpenAnswer> {
    const { http } = this.options;
    const request = { method: 'GET', path: pathOf(call), pool: 'video' } as const;
    return this.#withToken(signal, (token) =>
      this.#repeated(async () => {
        const { opened, failed } = await http.open({ ...request, token }, signal);
        return opened ?? this.#failed(failed, call);
      }, signal),
    );
  }

  async write<S extends z.ZodType>(call: Write, schema: S, signal: AbortSignal): Promise<z.output<S>> {
    const { http, retryPolicy } = this.options;
    const { body, repeatable = false } = call;
    const request = {
      method: 'POST',
      path: pathOf(call),
      pool: 'write',
      ...(body !== undefined && { body }),
    } as const;
    const answer = await this.#withToken(signal, (token) =>
      retry(
        async () => this.#checked(await http.whole({ ...request, token }, signal), call),
        retryPolicy,
        signal,
        repeatable ? undefined : whereUnsent,
      ),
    );
    return parsed(answer, schema, `answer to ${call.path}`);
  }

  #withToken<A>(signal: AbortSignal, send: (token: string) => Promise<Rejectable<A>>): Promise<A> {
    return withToken(this.options.tokens, signal, send);
  }

  #repeated<A>(work: () => Promise<A>, signal: AbortSignal): Promise<A> {
    return retry(work, this.options.retryPolicy, signal);
  }

  #checked(answer: WholeAnswer, call: Call): Rejectable<WholeAnswer> {
    return isSuccess(answer) ? answer : this.#failed(answer, call);
  }

  #failed(answer: WholeAnswer, { missing }: Call): typeof tokenRejected {
    if (answer.status === 401) return tokenRejected;
    throw answerError(answer, missing, this.options.retryPolicy.clock.now());
  }
}

function pathOf({ path, query = {} }: Read): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return `${REST_ROOT}${path}${search.size > 0 ? `?${search}` : ''}`;
}
