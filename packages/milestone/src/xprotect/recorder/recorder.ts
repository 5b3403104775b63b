import { z } from 'zod';
import { type RetryPolicy, retry, whereUnsent } from '../../calls/retry.ts';
import type { VmsHttp } from '../../http/vms-http.ts';
import type { TokenKeeper } from '../../session/token-keeper.ts';
import { type Rejectable, withToken } from '../../session/with-token.ts';
import type { SoapParameters } from '../soap/envelope.ts';
import { SoapService } from '../soap/soap-service.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

const COMMAND = {
  path: '/RecorderCommandService/RecorderCommandService.asmx',
  namespace: 'http://videoos.net/2/XProtectCSRecorderCommand',
};
const STATUS = {
  path: '/RecorderStatusService/RecorderStatusService2.asmx',
  namespace: 'http://videoos.net/2/XProtectCSRecorderStatus2',
};

interface Options {
  http: VmsHttp;
  tokens: TokenKeeper;
  retryPolicy: RetryPolicy;
}

export interface RecorderCall {
  service?: 'command' | 'status';
  method: string;
  parameters: SoapParameters;
}

/** One recording server's SOAP services (protocol reference §3.4, §3.5), with a session. */
export class Recorder {
  readonly breaker: CircuitBreaker;
  readonly #services: Record<NonNullable<RecorderCall['service']>, SoapService>;

  constructor(private readonly options: Options) {
    const { http, retryPolicy } = options;
    this.breaker = new CircuitBreaker(retryPolicy.clock);
    this.#services = {
      command: new SoapService(http, retryPolicy.clock, COMMAND),
      status: new SoapService(http, retryPolicy.clock, STATUS),
    };
  }

  /** Repeated while the recorder is unavailable. @throws MilestoneError */
  read<S extends z.ZodType>(call: RecorderCall, schema: S, signal: AbortSignal): Promise<z.output<S>> {
    const { retryPolicy } = this.options;
    return this.#withToken(signal, (token) =>
      retry(() => this.#send(call, { token, writes: false }, schema, signal), retryPolicy, signal),
    );
  }

  /** Sent once; again only where it never left, or its token was rejected: nothing has happened then. @throws MilestoneError */
  write<S extends z.ZodType>(call: RecorderCall, schema: S, signal: AbortSignal): Promise<z.output<S>> {
    const { retryPolicy } = this.options;
    return this.#withToken(signal, (token) =>
      retry(
        () => this.#send(call, { token, writes: true }, schema, signal),
        retryPolicy,
        signal,
        whereUnsent,
      ),
    );
  }

  /**
   * Whether it is there, asked although it counts as gone. It takes no token, so that a VMS that gives none does not
   * look like a recorder that is away. @throws UnavailableError where it is not.
   */
  probe(signal: AbortSignal): Promise<unknown> {
    const call = { method: 'GetRecorderStatus', parameters: {} };
    return this.breaker.runAnyway(() =>
      retry(() => this.#services.status.call(call, z.unknown(), signal), this.options.retryPolicy, signal),
    );
  }

  close(): Promise<void> {
    return this.options.http.close();
  }

  /** A VMS that gives no token says nothing of the recorder: only what is sent to it counts for the breaker. */
  #withToken<A>(signal: AbortSignal, send: (token: string) => Promise<Rejectable<A>>): Promise<A> {
    return withToken(this.options.tokens, signal, (token) => this.breaker.run(() => send(token)));
  }

  #send<S extends z.ZodType>(
    { service = 'command', method, parameters }: RecorderCall,
    { token, writes }: { token: string; writes: boolean },
    schema: S,
    signal: AbortSignal,
  ): Promise<Rejectable<z.output<S>>> {
    const call = { method, parameters: { token, ...parameters }, writes };
    return this.#services[service].call(call, schema, signal);
  }
}
