import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isSame } from '../../auth/is-same.ts';
import { answers } from '../../http/operation.ts';
import type { Simulation } from '../../simulation.ts';

const Grant = z.object({
  grant_type: z.string().default(''),
  client_id: z.string().default(''),
  username: z.string().default(''),
  password: z.string().default(''),
  refresh_token: z.string().default(''),
});
type Grant = z.infer<typeof Grant>;

/** What the token endpoint refuses with (protocol reference §1.4). */
class GrantRefused extends Error {
  override name = 'GrantRefused';

  constructor(
    readonly error: string,
    readonly description: string,
    readonly code?: string,
  ) {
    super(description);
  }
}

/** Windows users sign in here alone: the gateway cannot pass NTLM on (protocol reference §1.3). */
const WINDOWS_PATH = '/idp/connect/token';

const clients = ['GrantValidatorClient', 'VmsClient'];

/**
 * The Identity Provider (protocol reference §1): a password grant for basic users, behind the gateway and direct, one
 * for Windows users, direct alone, and the documents by which clients find it.
 */
export function idpRoutes(app: FastifyInstance, simulation: Simulation): void {
  const { credentials, windowsSignIn, xprotect } = simulation;
  const { accessTokens, lockouts, profile } = xprotect;
  const refreshTokens = new Map<string, string>();

  const checkPassword = ({ username, password }: Grant) => {
    if (lockouts.isLocked(username))
      throw new GrantRefused('invalid_grant', 'account_locked_out', 'LockedOut');
    const known = isSame(username, credentials.username);
    if (isSame(password, credentials.password) && known) return lockouts.succeeded(username);
    lockouts.failed(username);
    throw new GrantRefused('invalid_grant', 'invalid_username_or_password');
  };

  const userOf = (grant: Grant): string => {
    if (!clients.includes(grant.client_id)) throw new GrantRefused('invalid_client', 'unknown_client');
    if (grant.grant_type === 'password') {
      checkPassword(grant);
      return grant.username;
    }
    if (grant.grant_type !== 'refresh_token' || grant.client_id !== 'VmsClient')
      throw new GrantRefused('unsupported_grant_type', 'grant_type is not supported for this client');
    const user = refreshTokens.get(grant.refresh_token);
    if (user === undefined) throw new GrantRefused('invalid_grant', 'invalid_refresh_token');
    refreshTokens.delete(grant.refresh_token);
    return user;
  };

  const withRefreshToken = (user: string) => {
    const token = randomBytes(32).toString('hex').toUpperCase();
    refreshTokens.set(token, user);
    return { refresh_token: token };
  };

  for (const path of [WINDOWS_PATH, '/api/idp/connect/token']) {
    app.post(path, answers('login'), async (request, reply) => {
      try {
        const grant = Grant.parse(request.body ?? {});
        const isWindows = path === WINDOWS_PATH && grant.grant_type === 'windows_credentials';
        if (isWindows && !(await windowsSignIn.admits(request, reply))) return reply;
        const user = isWindows ? credentials.username : userOf(grant);
        return {
          access_token: await accessTokens.issue(user),
          expires_in: accessTokens.lifetimeSeconds,
          token_type: 'Bearer',
          scope: 'managementserver',
          ...(grant.client_id === 'VmsClient' && withRefreshToken(user)),
        };
      } catch (error) {
        if (!(error instanceof GrantRefused)) throw error;
        const { error: kind, description, code } = error;
        return reply.status(400).send({
          error: kind,
          error_description: description,
          ...(code !== undefined && { error_code: code }),
        });
      }
    });
  }

  app.get('/api/.well-known/uris', async (request) => {
    const origin = `${request.protocol}://${request.host}`;
    return {
      ProductVersion: profile.productVersion,
      UnsecureManagementServer: `${origin}/`,
      SecureManagementServer: `${origin}/`,
      IdentityProvider: `${origin}/IDP`,
      ApiGateways: [`${origin}/API/`],
    };
  });

  app.get('/idp/.well-known/openid-configuration', async (request) => {
    const issuer = `${request.protocol}://${request.host}/IDP`;
    return {
      issuer,
      token_endpoint: `${issuer}/connect/token`,
      authorization_endpoint: `${issuer}/connect/authorize`,
      grant_types_supported: ['password', 'refresh_token', 'windows_credentials'],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      scopes_supported: ['managementserver', 'offline_access'],
      server_version: profile.productVersion,
      external_providers_uri: `${issuer}/external_providers`,
    };
  });
}
