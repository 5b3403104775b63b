import { type RetryPolicy, retry } from '../calls/retry.ts';
import type { MilestoneConfig } from '../config.ts';
import { CredentialsRefusedError, NotFoundError, ProtocolError } from '../errors.ts';
import { answerError } from '../http/answer-error.ts';
import { parsed } from '../http/parsed.ts';
import { REST_ROOT } from '../http/rest-api.ts';
import type { VmsHttp, WholeAnswer } from '../http/vms-http.ts';
import type { VmsRequest } from '../http/vms-request.ts';
import { windowsAccount } from '../ntlm/windows-account.ts';
import type { Grant, TokenSource } from '../session/token-keeper.ts';
import { GrantAnswer } from './wire.ts';

const refusedStatuses = new Set([400, 401, 403, 423]);

interface Options {
  http: VmsHttp;
  retryPolicy: RetryPolicy;
  account: Pick<MilestoneConfig, 'username' | 'password' | 'sessionTimeoutMs' | 'authType'>;
}

/** Login and refresh of the plan's §2.1. Repeated while the VMS is unavailable, never after a refusal. */
export class RestTokens implements TokenSource {
  constructor(private readonly options: Options) {}

  login(signal: AbortSignal): Promise<Grant> {
    const { http, account } = this.options;
    const { username, password, authType } = account;
    if (authType === 'ntlm') {
      const request = { method: 'POST', path: `${REST_ROOT}/login/negotiate`, pool: 'write' } as const;
      return this.#grant(() => http.wholeByNtlm(request, windowsAccount(username, password), signal), signal);
    }
    return this.#grant(
      this.#post({ path: `${REST_ROOT}/login`, body: { username, password } }, signal),
      signal,
    );
  }

  refresh(token: string, signal: AbortSignal): Promise<Grant> {
    return this.#grant(this.#post({ path: `${REST_ROOT}/login/refresh`, token }, signal), signal);
  }

  /** The plan names no request for it; a VMS that does not know this one lets the token run out. */
  async revoke(token: string, signal: AbortSignal): Promise<void> {
    const { http, retryPolicy } = this.options;
    const answer = await http.whole(
      { method: 'POST', path: `${REST_ROOT}/logout`, pool: 'write', token },
      signal,
    );
    if (answer.status >= 500) throw answerError(answer, 'camera', retryPolicy.clock.now());
  }

  #post(request: Pick<VmsRequest, 'path' | 'body' | 'token'>, signal: AbortSignal) {
    return () => this.options.http.whole({ ...request, method: 'POST', pool: 'write' }, signal);
  }

  #grant(ask: () => Promise<WholeAnswer>, signal: AbortSignal): Promise<Grant> {
    const { retryPolicy, account } = this.options;
    const once = async () => {
      const answer = await ask();
      if (answer.status !== 200) throw this.#refusal(answer);
      const { token, expires_in } = parsed(answer, GrantAnswer, 'answer to the login');
      const promisedMs = expires_in === undefined ? account.sessionTimeoutMs : expires_in * 1000;
      return { token, lifeMs: Math.min(promisedMs, account.sessionTimeoutMs) };
    };
    return retry(once, retryPolicy, signal);
  }

  /** Without the VMS's own words: it might quote the request. */
  #refusal(answer: WholeAnswer) {
    const { account, retryPolicy } = this.options;
    if (refusedStatuses.has(answer.status)) {
      return new CredentialsRefusedError(
        `The VMS refuses the account "${account.username}" (${answer.status}). Check MILESTONE_USERNAME and MILESTONE_PASSWORD.`,
      );
    }
    const error = answerError({ ...answer, body: Buffer.alloc(0) }, 'camera', retryPolicy.clock.now());
    if (!(error instanceof NotFoundError)) return error;
    return new ProtocolError('The VMS knows no login at this address. Check MILESTONE_BASE_URL.');
  }
}
