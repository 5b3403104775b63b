import type { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { ProtocolError, RefusedError, UnavailableError } from '../../errors.ts';
import { answerError } from '../../http/answer-error.ts';
import type { VmsHttp, WholeAnswer } from '../../http/vms-http.ts';
import { safeWords } from '../../http/vms-words.ts';
import { type Rejectable, tokenRejected } from '../../session/with-token.ts';
import { readAnswer, type SoapFault, type SoapParameters, writeCall } from './envelope.ts';

/** What services say who fail themselves, and refuse nobody: WCF and ASMX, whose callers' faults are `Client` or numbered. */
const ownFailures = new Set(['Server', 'Receiver', 'InternalServiceFault']);

/** The recorder's number for a session token that is unknown or over (protocol reference §3.7). */
const TOKEN_INVALID = 2;

export interface SoapAddress {
  path: string;
  namespace: string;
  /** What stands between the namespace and the method in the `SOAPAction`; nothing in most services. */
  contract?: string;
}

export interface SoapCall {
  method: string;
  parameters: SoapParameters;
  /** An access token for the header; recorders want theirs among the parameters. */
  bearer?: string;
  /** Whether it changes something: then it gets a connection of its own (`PoolName`). */
  writes?: boolean;
}

/** One SOAP 1.1 service of the VMS. */
export class SoapService {
  constructor(
    private readonly http: VmsHttp,
    private readonly clock: Clock,
    private readonly address: SoapAddress,
  ) {}

  /** One request, never repeated. @throws MilestoneError */
  async call<S extends z.ZodType>(
    { method, parameters, bearer, writes = false }: SoapCall,
    schema: S,
    signal: AbortSignal,
  ): Promise<Rejectable<z.output<S>>> {
    const { path, namespace, contract } = this.address;
    const action = [namespace, ...(contract === undefined ? [] : [contract]), method].join('/');
    const answer = await this.http.whole(
      {
        method: 'POST',
        path,
        pool: writes ? 'write' : 'read',
        text: {
          contentType: 'text/xml; charset=utf-8',
          content: writeCall(method, namespace, parameters),
        },
        token: bearer,
        headers: { SOAPAction: `"${action}"` },
      },
      signal,
    );
    if (answer.status === 401) return tokenRejected;
    return this.#read(method, answer, schema);
  }

  #read<S extends z.ZodType>(method: string, answer: WholeAnswer, schema: S): Rejectable<z.output<S>> {
    const read = readAnswer(method, answer.body.toString());
    if (read?.fault) return this.#refused(method, answer, read.fault);
    if (answer.status === 404) {
      throw new ProtocolError(`The VMS has no ${this.address.path}: ${method} can not be called there.`);
    }
    if (answer.status !== 200) throw answerError(answer, 'camera', this.clock.now());
    if (!read) throw new ProtocolError(`The VMS's answer to ${method} is no SOAP.`);
    const content = schema.safeParse(read.content === '' ? {} : read.content);
    if (content.success) return content.data;
    const issue = content.error.issues[0];
    throw new ProtocolError(
      `The VMS's answer to ${method} is not as its API promises (${issue?.path.join('.')}: ${issue?.message}).`,
    );
  }

  /** Refusals come with 500 and a number; what has none, or another 5xx, is a service that is not up to it now. */
  #refused(
    method: string,
    answer: WholeAnswer,
    { code, text, number, sub }: SoapFault,
  ): typeof tokenRejected {
    if (sub === TOKEN_INVALID) return tokenRejected;
    const { status } = answer;
    const words = safeWords(text);
    const isOwn = ownFailures.has(code) && number === 0 && sub === 0;
    const later = answerError(answer, 'camera', this.clock.now());
    if (later instanceof UnavailableError && (status !== 500 || isOwn)) {
      const { answered, retryAfterSeconds } = later;
      const message = `The VMS cannot serve ${method} now (${status})${words ? `: ${words}` : '.'}`;
      throw new UnavailableError(message, { answered, retryAfterSeconds });
    }
    throw new RefusedError(500, `The VMS refuses ${method} (${number}, ${sub})${words ? `: ${words}` : '.'}`);
  }
}
