import { readFile } from 'node:fs/promises';
import type { Me } from '@playhead/contracts';
import {
  type Clock,
  ConfigError,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from '@playhead/service-kit';
import { importPKCS8, SignJWT } from 'jose';

type PrivateKey = Awaited<ReturnType<typeof importPKCS8>>;

/** Signs access tokens; whoever has the public key can check them without asking console. */
export class AccessTokenSigner {
  private constructor(
    private readonly key: PrivateKey,
    readonly lifetimeSeconds: number,
    private readonly clock: Clock,
  ) {}

  /** @throws ConfigError when the file is not a private key in PEM (PKCS 8). */
  static async fromFile(path: string, lifetimeSeconds: number, clock: Clock): Promise<AccessTokenSigner> {
    try {
      const key = await importPKCS8(await readFile(path, 'utf8'), TOKEN_ALGORITHM);
      return new AccessTokenSigner(key, lifetimeSeconds, clock);
    } catch (cause) {
      const message = `AUTH_PRIVATE_KEY_FILE: ${path} is not a readable ES256 private key (PEM, PKCS 8).`;
      throw new ConfigError(message, { cause });
    }
  }

  sign({ id, username, role }: Me): Promise<string> {
    const now = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ username, role })
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: 'JWT' })
      .setSubject(id)
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(now + this.lifetimeSeconds)
      .sign(this.key);
  }
}
