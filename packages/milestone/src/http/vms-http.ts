import type { Readable } from 'node:stream';
import { HttpService } from '@nestjs/axios';
import axios, { type AxiosResponse } from 'axios';
import { firstValueFrom } from 'rxjs';
import { abortReason, linkSignals } from '../calls/abort.ts';
import type { Clock } from '../clock.ts';
import { ProtocolError, UnavailableError } from '../errors.ts';
import { negotiation, proof } from '../ntlm/handshake.ts';
import type { WindowsAccount } from '../ntlm/windows-account.ts';
import { networkError } from './network-error.ts';
import { type Agents, destroyAgents, oneConnection, type PoolName, Pools } from './pools.ts';

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface VmsRequest {
  method: 'GET' | 'POST';
  /** Behind the base URL; path and query already encoded. */
  path: string;
  pool: PoolName;
  token?: string | undefined;
  /** Sent as JSON. */
  body?: Record<string, unknown>;
  /** Sent as it is, instead of a body. */
  text?: { contentType: string; content: string };
  headers?: Record<string, string>;
}

interface Head {
  status: number;
  header(name: string): string | undefined;
}

/** An answer whose body is still on the wire: read or destroy it. */
export interface OpenAnswer extends Head {
  body: Readable;
}

export interface WholeAnswer extends Head {
  body: Buffer;
}

type Opening = { opened: OpenAnswer; failed?: never } | { opened?: never; failed: WholeAnswer };

export const isSuccess = ({ status }: Head) => status >= 200 && status < 300;

interface Options {
  baseUrl: string;
  timeoutMs: number;
  maxConnections: number;
  maxVideoConnections: number;
  clock: Clock;
  requestId?: (() => string | undefined) | undefined;
}

/** One HTTP request to the VMS: its deadline, its abort, its connection. Any status is an answer. */
export class VmsHttp {
  readonly #http = new HttpService(axios.create({ maxRedirects: 0, proxy: false, validateStatus: null }));
  readonly #pools: Pools;

  constructor(private readonly options: Options) {
    this.#pools = new Pools({
      maxSockets: options.maxConnections,
      maxVideoSockets: options.maxVideoConnections,
    });
  }

  /** The whole answer, within the deadline. @throws UnavailableError, AbortedError, ProtocolError */
  whole(request: VmsRequest, signal: AbortSignal): Promise<WholeAnswer> {
    return this.#inTime(signal, async (deadline) => {
      const { body, ...head } = await this.#send(request, deadline);
      return { ...head, body: await collect(body) };
    });
  }

  /**
   * As `whole`, for a Windows user who proves himself by NTLM. The proof is bound to the connection, so that it has
   * one of its own.
   */
  wholeByNtlm(request: VmsRequest, account: WindowsAccount, signal: AbortSignal): Promise<WholeAnswer> {
    return this.#inTime(signal, async (deadline) => {
      const connection = oneConnection();
      try {
        const asked = await this.#send(request, deadline, { authorization: negotiation(), connection });
        const unproven = { ...asked, body: await collect(asked.body) };
        if (asked.status !== 401) return unproven;
        const authorization = proof(asked.header('www-authenticate'), account);
        const { body, ...head } = await this.#send(request, deadline, { authorization, connection });
        return { ...head, body: await collect(body) };
      } finally {
        destroyAgents(connection);
      }
    });
  }

  /**
   * Within the deadline the head of a good answer, whose body is then the caller's to end, or the whole of a bad one.
   * @throws as `whole`
   */
  open(request: VmsRequest, signal: AbortSignal): Promise<Opening> {
    return this.#inTime(signal, async (deadline) => {
      const opened = await this.#send(request, deadline);
      if (isSuccess(opened)) return { opened };
      const { body, ...head } = opened;
      return { failed: { ...head, body: await collect(body) } };
    });
  }

  close() {
    this.#pools.destroy();
  }

  async #inTime<T>(signal: AbortSignal, work: (deadline: AbortSignal) => Promise<T>): Promise<T> {
    const { clock, timeoutMs, baseUrl } = this.options;
    const link = linkSignals(signal);
    const cancel = clock.after(timeoutMs, () => {
      link.abort(new UnavailableError(`The VMS at ${baseUrl} did not answer within ${timeoutMs / 1000} s.`));
    });
    try {
      return await work(link.signal);
    } catch (error) {
      throw link.signal.aborted ? abortReason(link.signal) : networkError(error, baseUrl);
    } finally {
      cancel();
      link.release();
    }
  }

  async #send(
    request: VmsRequest,
    signal: AbortSignal,
    given: { authorization?: string | undefined; connection?: Agents } = {},
  ): Promise<OpenAnswer> {
    const { method, path, pool, token, body, text, headers } = request;
    const { authorization = token === undefined ? undefined : `Bearer ${token}` } = given;
    const { connection = this.#pools.get(pool) } = given;
    signal.throwIfAborted();
    const requestId = this.options.requestId?.();
    const response: AxiosResponse<Readable> = await firstValueFrom(
      this.#http.request<Readable>({
        method,
        responseType: 'stream',
        url: `${this.options.baseUrl}${path}`,
        signal,
        data: text?.content ?? body,
        decompress: pool !== 'video',
        headers: {
          Accept: '*/*',
          'User-Agent': 'playhead',
          // Without a body axios would still announce a form.
          'Content-Type': text?.contentType ?? (body === undefined ? false : 'application/json'),
          ...(pool === 'video' && { 'Accept-Encoding': 'identity' }),
          ...(authorization !== undefined && { Authorization: authorization }),
          ...(requestId !== undefined && { 'X-Request-Id': requestId }),
          ...headers,
        },
        ...connection,
      }),
    );
    const header = (name: string) => {
      const value: unknown = response.headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    return { status: response.status, header, body: response.data };
  }
}

async function collect(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new ProtocolError('The VMS sends an answer without end.');
    chunks.push(chunk);
  }
  if (!body.readableEnded)
    throw new UnavailableError('The VMS dropped the connection in the middle of its answer.');
  return Buffer.concat(chunks);
}
