import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Role, UserId } from '@playhead/contracts';
import { errors, importSPKI, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import { ConfigError } from '../config/load-config.ts';
import { DomainError } from '../problems/domain-error.ts';
import type { Principal } from './principal.ts';

export const TOKEN_ALGORITHM = 'ES256';
export const TOKEN_ISSUER = 'playhead';
export const TOKEN_AUDIENCE = 'playhead-api';

type PublicKey = Awaited<ReturnType<typeof importSPKI>>;

/** Tokens in use at the same time, on one instance; a dropped one is only checked again. */
const MAX_REMEMBERED = 5_000;

const Claims = z.object({ sub: UserId, username: z.string(), role: Role, exp: z.number() });

/**
 * Checks access tokens against the public key of console. One algorithm, one issuer, one audience. A signature costs far
 * more than the rest of a small request, so a token that was good is remembered, by its hash, until it ends.
 */
export class TokenVerifier {
  private readonly remembered = new LRUCache<string, Principal>({ max: MAX_REMEMBERED });

  private constructor(
    private readonly key: PublicKey,
    private readonly clock: Clock,
  ) {}

  /** @throws ConfigError when the file is not a public key in PEM (SPKI). */
  static async fromFile(path: string, clock: Clock): Promise<TokenVerifier> {
    try {
      return new TokenVerifier(await importSPKI(await readFile(path, 'utf8'), TOKEN_ALGORITHM), clock);
    } catch (cause) {
      throw new ConfigError(`AUTH_PUBLIC_KEY_FILE: ${path} is not a readable ES256 public key (PEM, SPKI).`, {
        cause,
      });
    }
  }

  /** @throws DomainError `sign-in-required` or `token-expired`. */
  async verify(token: string): Promise<Principal> {
    const hash = createHash('sha256').update(token).digest('base64');
    const known = this.remembered.get(hash);
    if (known !== undefined && this.clock.now() < known.expiresAt) return known;
    this.remembered.delete(hash);
    const principal = await this.check(token);
    this.remembered.set(hash, principal);
    return principal;
  }

  private async check(token: string): Promise<Principal> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: [TOKEN_ALGORITHM],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        currentDate: this.clock.now(),
      });
      const { sub, username, role, exp } = Claims.parse(payload);
      return Object.freeze({ userId: sub, username, role, expiresAt: new Date(exp * 1000) });
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) {
        throw new DomainError('token-expired', {
          detail: 'Refresh the access token or sign in again.',
          cause,
        });
      }
      throw new DomainError('sign-in-required', {
        detail: 'The access token is not valid. Sign in again.',
        cause,
      });
    }
  }
}
