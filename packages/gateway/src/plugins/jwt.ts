import type { ProblemCode } from '@playhead/contracts';
import type { Consumer, JwtSecret, PluginConfig } from '@playhead/kong-admin-client';
import { decodeJwt, errors, importSPKI, jwtVerify } from 'jose';
import { refuse } from '../answers/answer.ts';
import type { Call, GatewayPlugin } from './plugin.ts';

interface Credential extends JwtSecret {
  username: string;
  publicKey: Awaited<ReturnType<typeof importSPKI>>;
}

/** The keys of all consumers, by the issuer they belong to. */
export type Credentials = ReadonlyMap<string, Credential>;

/** @throws Error for a key that is not of the algorithm it is said to be of. */
export async function importCredentials(consumers: Consumer[]): Promise<Credentials> {
  const credentials = consumers.flatMap(({ username, jwt_secrets }) =>
    jwt_secrets.map(async (secret): Promise<[string, Credential]> => {
      const publicKey = await importSPKI(secret.rsa_public_key, secret.algorithm);
      return [secret.key, { ...secret, username, publicKey }];
    }),
  );
  return new Map(await Promise.all(credentials));
}

/**
 * Lets a request through only with a bearer token that one of the credentials vouches for. The algorithm comes from
 * the credential and never from the token, so neither `none` nor a key used as a secret gets through.
 */
export function jwt(config: PluginConfig<'jwt'>, credentials: Credentials, now: () => Date): GatewayPlugin {
  return {
    async access(call) {
      if (call.method === 'OPTIONS' && !config.run_on_preflight) return undefined;
      const token = bearerToken(call, config.header_names);
      if (token === undefined) {
        return unauthorized(call, 'sign-in-required', 'Send an access token: Authorization: Bearer <token>.');
      }
      try {
        const credential = credentialOf(token, config.key_claim_name, credentials);
        await jwtVerify(token, credential.publicKey, {
          algorithms: [credential.algorithm],
          requiredClaims: config.claims_to_verify,
          currentDate: now(),
        });
        call.toService['x-consumer-username'] = credential.username;
        call.toService['x-credential-identifier'] = credential.key;
        return undefined;
      } catch (error) {
        if (error instanceof errors.JWTExpired) {
          return unauthorized(call, 'token-expired', 'Refresh the access token or sign in again.');
        }
        if (error instanceof errors.JOSEError) {
          return unauthorized(call, 'sign-in-required', 'The access token is not valid. Sign in again.');
        }
        throw error;
      }
    },
  };
}

function bearerToken({ headers }: Call, names: string[]) {
  const values = names
    .map((name) => headers[name.toLowerCase()])
    .filter((value) => typeof value === 'string');
  return values
    .map((value) => /^bearer +([\w.~+/=-]+)$/i.exec(value)?.[1])
    .find((token) => token !== undefined);
}

function credentialOf(token: string, claim: string, credentials: Credentials): Credential {
  const issuer = decodeJwt(token)[claim];
  const credential = typeof issuer === 'string' ? credentials.get(issuer) : undefined;
  if (credential === undefined) throw new errors.JWTInvalid('The token is from nobody we know.');
  return credential;
}

function unauthorized({ requestId }: Call, code: ProblemCode, detail: string) {
  const challenge = code === 'token-expired' ? 'Bearer error="invalid_token"' : 'Bearer';
  return refuse({ code, detail, requestId, headers: { 'www-authenticate': challenge } });
}
