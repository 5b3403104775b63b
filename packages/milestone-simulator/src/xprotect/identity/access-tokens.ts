import type { CryptoKey } from 'jose';
import { Tokens } from '../../auth/tokens.ts';
import type { Clock } from '../../clock.ts';
import { guidOf } from '../../guid.ts';

/** The Identity Provider's access tokens: signed as a real one's are, and in force only while they are known here. */
export class AccessTokens {
  private readonly known: Tokens;
  private key: Promise<CryptoKey> | undefined;
  private issued = 0;

  /** `lifetimeSeconds` is how long each token lasts. */
  constructor(
    private readonly clock: Clock,
    readonly lifetimeSeconds: number,
  ) {
    this.known = new Tokens(clock, lifetimeSeconds);
  }

  async issue(username: string): Promise<string> {
    const now = Math.floor(this.clock.now().getTime() / 1000);
    this.issued += 1;
    // Made when it is first needed: it takes a while, and most simulators never do.
    const { generateKeyPair, SignJWT } = await import('jose');
    this.key ??= generateKeyPair('RS256').then(({ privateKey }) => privateKey);
    const token = await new SignJWT({ client_id: 'GrantValidatorClient', scope: 'managementserver' })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt' })
      .setSubject(guidOf(`user/${username}`))
      .setJti(String(this.issued))
      .setIssuedAt(now)
      .setExpirationTime(now + this.lifetimeSeconds)
      .sign(await this.key);
    this.known.admit(token);
    return token;
  }

  isValid(token: string): boolean {
    return this.known.isValid(token);
  }

  expireAll(): void {
    this.known.expireAll();
  }

  count(): number {
    return this.known.count();
  }
}
