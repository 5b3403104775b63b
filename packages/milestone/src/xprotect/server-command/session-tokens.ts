import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type RetryPolicy, retry } from '../../calls/retry.ts';
import type { VmsHttp } from '../../http/vms-http.ts';
import type { Grant, TokenKeeper, TokenSource } from '../../session/token-keeper.ts';
import { withToken } from '../../session/with-token.ts';
import { SoapService } from '../soap/soap-service.ts';
import { SoapNumber } from '../soap/values.ts';

/** Protocol reference §3.2: the one that takes an access token. */
const SERVER_COMMAND = {
  path: '/ManagementServer/ServerCommandServiceOAuth.svc',
  namespace: 'http://videoos.net/2/XProtectCSServerCommand',
  contract: 'IServerCommandService',
};

const LoginAnswer = z.object({
  LoginResult: z.object({
    Token: z.string().min(1),
    TimeToLive: z.object({ MicroSeconds: SoapNumber.positive() }),
  }),
});

interface Options {
  http: VmsHttp;
  retryPolicy: RetryPolicy;
  accessTokens: TokenKeeper;
  sessionTimeoutMs: number;
}

/** The session tokens that recorders take, given for an access token (protocol reference §3.2). */
export class SessionTokens implements TokenSource {
  readonly #service: SoapService;
  /** The VMS knows a client by it: renewals must come from the same. */
  readonly #instanceId = randomUUID();

  constructor(private readonly options: Options) {
    this.#service = new SoapService(options.http, options.retryPolicy.clock, SERVER_COMMAND);
  }

  login(signal: AbortSignal): Promise<Grant> {
    return this.#grant('', signal);
  }

  refresh(token: string, signal: AbortSignal): Promise<Grant> {
    return this.#grant(token, signal);
  }

  async revoke(token: string, signal: AbortSignal): Promise<void> {
    await this.#call('Logout', token, z.unknown(), signal);
  }

  async #grant(currentToken: string, signal: AbortSignal): Promise<Grant> {
    const { LoginResult } = await this.#call('Login', currentToken, LoginAnswer, signal);
    const promisedMs = LoginResult.TimeToLive.MicroSeconds / 1000;
    return { token: LoginResult.Token, lifeMs: Math.min(promisedMs, this.options.sessionTimeoutMs) };
  }

  #call<S extends z.ZodType>(method: string, currentToken: string, schema: S, signal: AbortSignal) {
    const { accessTokens, retryPolicy } = this.options;
    const parameters = { instanceId: this.#instanceId, currentToken };
    return retry(
      () =>
        withToken(accessTokens, signal, (bearer) =>
          this.#service.call({ method, parameters, bearer }, schema, signal),
        ),
      retryPolicy,
      signal,
    );
  }
}
