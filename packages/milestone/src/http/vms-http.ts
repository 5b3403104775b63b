import type { Readable } from 'node:stream';
import { abortReason, onAbort } from '../calls/abort.ts';
import type { Clock } from '../clock.ts';
import { UnavailableError } from '../errors.ts';
import { asksForNegotiate, negotiation, proof } from '../ntlm/handshake.ts';
import type { WindowsAccount } from '../ntlm/windows-account.ts';
import { Connections, type Lease, type PoolName } from './connections.ts';
import { decoded } from './content-encoding.ts';
import { Ending } from './ending.ts';
import { networkError } from './network-error.ts';
import { type VmsRequest, writtenRequest } from './vms-request.ts';
import { collected, type RawAnswer } from './whole-reading.ts';

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
  readonly #connections: Connections;
  readonly #root: string;

  constructor(private readonly options: Options) {
    const { baseUrl: uri, maxConnections: most, maxVideoConnections: mostVideo } = options;
    this.#connections = new Connections({ uri, most, mostVideo });
    this.#root = new URL(uri).pathname.replace(/\/+$/, '');
  }

  /** The whole answer, within the deadline. @throws UnavailableError, AbortedError, ProtocolError */
  whole(request: VmsRequest, signal: AbortSignal): Promise<WholeAnswer> {
    return this.#inTime(signal, async (ending) => {
      const answer = await this.#leased(request.pool, ending, async ({ connection, giveBack }) => {
        const whole = await connection.whole(this.#written(request));
        giveBack();
        return whole;
      });
      return read(answer);
    });
  }

  /**
   * As `whole`, for a Windows user who proves himself by NTLM. The proof is bound to the connection, so that the
   * requests share one.
   */
  wholeByNtlm(request: VmsRequest, account: WindowsAccount, signal: AbortSignal): Promise<WholeAnswer> {
    const kept: VmsRequest = { ...request, pool: 'read' };
    return this.#inTime(signal, async (ending) => {
      const answer = await this.#leased('write', ending, async ({ connection, drop }) => {
        const send = (authorization: string) => connection.whole(this.#written(kept, authorization));
        let asked = await send(negotiation());
        if (asked.status === 401 && asksForNegotiate(headerOf(asked, 'www-authenticate'))) {
          asked = await send(negotiation('Negotiate'));
        }
        const again = () => proof(headerOf(asked, 'www-authenticate'), account);
        const proven = asked.status === 401 ? await send(again()) : asked;
        drop();
        return proven;
      });
      return read(answer);
    });
  }

  /**
   * Within the deadline the head of a good answer, whose body is then the caller's to end, or the whole of a bad one.
   * @throws as `whole`
   */
  open(request: VmsRequest, signal: AbortSignal): Promise<Opening> {
    return this.#inTime(signal, (ending) =>
      this.#leased(request.pool, ending, async ({ connection, drop }) => {
        const { statusCode: status, headers, body } = await connection.open(this.#written(request));
        const head: Head = { status, header: (name) => headerOf({ headers }, name) };
        body.once('close', () => drop());
        return isSuccess(head)
          ? { opened: { ...head, body } }
          : { failed: { ...head, body: await collected(body) } };
      }),
    );
  }

  close(): Promise<void> {
    return this.#connections.close();
  }

  async #inTime<T>(signal: AbortSignal, work: (ending: Ending) => Promise<T>): Promise<T> {
    const { clock, timeoutMs, baseUrl } = this.options;
    if (signal.aborted) throw abortReason(signal);
    const ending = new Ending();
    const stop = onAbort([signal], (reason) => ending.end(reason));
    const cancel = clock.after(timeoutMs, () => {
      ending.end(new UnavailableError(`The VMS at ${baseUrl} did not answer within ${timeoutMs / 1000} s.`));
    });
    try {
      return await work(ending);
    } catch (error) {
      throw ending.reason ?? networkError(error, baseUrl);
    } finally {
      cancel();
      stop();
    }
  }

  /** Work over a connection that is closed when it fails, and at once when the end comes before. */
  async #leased<T>(pool: PoolName, ending: Ending, work: (lease: Lease) => Promise<T>): Promise<T> {
    const lease = await this.#connections.lend(pool, ending);
    ending.listen(lease.drop);
    try {
      return await work(lease);
    } catch (error) {
      lease.drop();
      throw error;
    } finally {
      ending.listen(undefined);
    }
  }

  #written(request: VmsRequest, authorization?: string) {
    const requestId = this.options.requestId?.();
    const given = authorization === undefined ? {} : { authorization };
    return writtenRequest(request, { root: this.#root, requestId, ...given });
  }
}

async function read(answer: RawAnswer): Promise<WholeAnswer> {
  const header = (name: string) => headerOf(answer, name);
  return {
    status: answer.status,
    header,
    body: await decoded(answer.body, header('content-encoding')),
  };
}

/** A header that comes several times is a list (RFC 9110 §5.3). */
function headerOf({ headers }: Pick<RawAnswer, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
