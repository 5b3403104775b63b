import { z } from 'zod';
import { type RetryPolicy, retry } from '../../calls/retry.ts';
import type { MilestoneConfig } from '../../config.ts';
import { CredentialsRefusedError, NotFoundError, ProtocolError } from '../../errors.ts';
import { answerError } from '../../http/answer-error.ts';
import { jsonOrNothing } from '../../http/json-or-nothing.ts';
import { parsed } from '../../http/parsed.ts';
import type { VmsHttp, WholeAnswer } from '../../http/vms-http.ts';
import type { VmsRequest } from '../../http/vms-request.ts';
import { windowsAccount } from '../../ntlm/windows-account.ts';
import type { Grant, TokenSource } from '../../session/token-keeper.ts';

/** Behind the API Gateway, which passes it on to the Identity Provider (protocol reference §1.1). */
const TOKEN_PATH = '/API/IDP/connect/token';
/** NTLM does not pass through the gateway (§1.3). */
const WINDOWS_TOKEN_PATH = '/IDP/connect/token';

/** Visible ASCII, as it goes into a header. `expires_in` counts seconds. */
const GrantAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/, 'not a token'),
  expires_in: z.coerce.number().positive(),
});

/** The codes of OAuth and nothing else: what is no code might quote the request. */
const Code = z
  .string()
  .regex(/^[a-z_]{1,40}$/i)
  .catch('');
const Refusal = z.object({ error: Code, error_code: Code });

interface Options {
  http: VmsHttp;
  retryPolicy: RetryPolicy;
  account: Pick<MilestoneConfig, 'username' | 'password' | 'sessionTimeoutMs' | 'authType'>;
}

/**
 * Access tokens of the Identity Provider for a basic or a Windows user (protocol reference §1). There is nothing to refresh them
 * with: the same account is asked for again ahead of the end. Nothing revokes them either; they run out.
 */
export class IdentityTokens implements TokenSource {
  constructor(private readonly options: Options) {}

  login(signal: AbortSignal): Promise<Grant> {
    const { retryPolicy, account } = this.options;
    const once = async () => {
      const answer = await (account.authType === 'ntlm' ? this.#askAsWindowsUser(signal) : this.#ask(signal));
      if (answer.status !== 200) throw this.#refusal(answer);
      const { access_token: token, expires_in } = parsed(answer, GrantAnswer, 'answer to the login');
      return { token, lifeMs: Math.min(expires_in * 1000, account.sessionTimeoutMs) };
    };
    return retry(once, retryPolicy, signal);
  }

  #ask(signal: AbortSignal): Promise<WholeAnswer> {
    const { http, account } = this.options;
    const { username, password } = account;
    return http.whole(grantRequest(TOKEN_PATH, { grant_type: 'password', username, password }), signal);
  }

  #askAsWindowsUser(signal: AbortSignal): Promise<WholeAnswer> {
    const { http, account } = this.options;
    const user = windowsAccount(account.username, account.password);
    const request = grantRequest(WINDOWS_TOKEN_PATH, { grant_type: 'windows_credentials' });
    return http.wholeByNtlm(request, user, signal);
  }

  /** Without the VMS's own words: they might quote the request. */
  #refusal(answer: WholeAnswer) {
    const { account, retryPolicy } = this.options;
    if (answer.status === 400 || answer.status === 401 || answer.status === 403) {
      const refusal = Refusal.safeParse(jsonOrNothing(answer.body.toString())).data;
      if (refusal?.error_code === 'LockedOut') {
        return new CredentialsRefusedError(
          `The VMS has locked the account "${account.username}" after too many wrong passwords. Unlock it in the Management Client, and check MILESTONE_PASSWORD.`,
        );
      }
      return new CredentialsRefusedError(
        `The VMS refuses the account "${account.username}" (${answer.status}${refusal?.error ? ` ${refusal.error}` : ''}). Check MILESTONE_USERNAME, MILESTONE_PASSWORD and MILESTONE_AUTH_TYPE.`,
      );
    }
    const error = answerError({ ...answer, body: Buffer.alloc(0) }, 'camera', retryPolicy.clock.now());
    if (!(error instanceof NotFoundError)) return error;
    return new ProtocolError(
      'The VMS has no Identity Provider at this address. MILESTONE_BASE_URL is the address of the management server with the API Gateway, 2022 R1 or newer.',
    );
  }
}

function grantRequest(path: string, fields: Record<string, string>): VmsRequest {
  const content = new URLSearchParams({ ...fields, client_id: 'GrantValidatorClient' }).toString();
  return {
    method: 'POST',
    path,
    pool: 'write',
    text: { contentType: 'application/x-www-form-urlencoded', content },
  };
}
