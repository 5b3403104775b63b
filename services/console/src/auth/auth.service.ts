import { Inject, Injectable } from '@nestjs/common';
import { type LoginRequest, Me, type TokenGrant } from '@playhead/contracts';
import { Clock, DomainError } from '@playhead/service-kit';
import { CONSOLE_CONFIG } from '../config.token.ts';
import type { ConsoleConfig } from '../config.ts';
import { passwordMatches } from '../users/password.ts';
import { UsersRepository } from '../users/users.repository.ts';
import { AccessTokenSigner } from './access-token.ts';
import { RefreshTokensRepository } from './refresh-tokens.repository.ts';

type UserRow = NonNullable<Awaited<ReturnType<UsersRepository['findById']>>>;

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersRepository,
    private readonly refreshTokens: RefreshTokensRepository,
    private readonly signer: AccessTokenSigner,
    private readonly clock: Clock,
    @Inject(CONSOLE_CONFIG) private readonly config: ConsoleConfig,
  ) {}

  /** @throws DomainError `credentials-wrong`; it does not tell which of the two was wrong. */
  async login({ username, password }: LoginRequest): Promise<TokenGrant> {
    const user = await this.users.findByName(username);
    const matches = await passwordMatches(password, user?.password_hash);
    if (user === undefined || !matches) {
      throw new DomainError('credentials-wrong', { detail: 'Check both and try again.' });
    }
    return this.grant(user, await this.refreshTokens.issue(user.id, this.refreshExpiry()));
  }

  /**
   * Replaces a refresh token. One that is presented twice may be stolen, so its whole family ends.
   *
   * @throws DomainError `sign-in-required`.
   */
  async refresh(refreshToken: string): Promise<TokenGrant> {
    const rotated = await this.refreshTokens.rotate(refreshToken, this.clock.now(), this.refreshExpiry());
    const user = rotated && (await this.users.findById(rotated.userId));
    if (rotated === undefined || user === undefined) {
      throw new DomainError('sign-in-required', { detail: 'Your sign-in has ended. Sign in again.' });
    }
    return this.grant(user, rotated.refreshToken);
  }

  async logout(refreshToken: string): Promise<void> {
    await this.refreshTokens.endFamilyOf(refreshToken, this.clock.now());
  }

  /** @throws DomainError `sign-in-required` when the account is gone. */
  async me(userId: string): Promise<Me> {
    const user = await this.users.findById(userId);
    if (user === undefined) throw new DomainError('sign-in-required', { detail: 'Your account is gone.' });
    return toMe(user);
  }

  private async grant(user: UserRow, refreshToken: string): Promise<TokenGrant> {
    const accessToken = await this.signer.sign(toMe(user));
    return { accessToken, refreshToken, expiresIn: this.signer.lifetimeSeconds };
  }

  private refreshExpiry(): Date {
    return new Date(this.clock.now().getTime() + this.config.AUTH_REFRESH_TOKEN_LIFETIME * 1000);
  }
}

const toMe = ({ id, username, display_name: displayName, role }: UserRow): Me =>
  Me.parse({ id, username, displayName, role });
