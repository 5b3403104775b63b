import { Inject, Injectable } from '@nestjs/common';
import { type LoginRequest, Me, type TokenGrant, UserId } from '@playhead/contracts';
import { AuditRepository, Clock, currentRequest, DomainError } from '@playhead/service-kit';
import { CONSOLE_CONFIG } from '../config.token.ts';
import type { ConsoleConfig } from '../config.ts';
import { PasswordHasher } from '../users/password-hasher.ts';
import { type UserRow, UsersRepository } from '../users/users.repository.ts';
import { AccessTokenSigner } from './access-token.ts';
import { LoginAttemptsRepository } from './login-attempts.repository.ts';
import { RefreshTokensRepository, type SignInLimits } from './refresh-tokens.repository.ts';

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersRepository,
    private readonly refreshTokens: RefreshTokensRepository,
    private readonly attempts: LoginAttemptsRepository,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditRepository,
    private readonly signer: AccessTokenSigner,
    private readonly clock: Clock,
    @Inject(CONSOLE_CONFIG) private readonly config: ConsoleConfig,
  ) {}

  /**
   * @throws DomainError `credentials-wrong`, which does not tell which of the two was wrong; `too-many-requests` after
   * several wrong passwords, for names that nobody has as well.
   */
  async login({ username, password }: LoginRequest): Promise<TokenGrant> {
    const user = await this.users.findByName(username);
    const by = user === undefined ? { username } : toActor(user);
    return this.audit.around({ action: 'session.login', by }, async () => {
      const matches = await this.hasher.matches(password, user?.password_hash, () =>
        this.permitAttempt(username),
      );
      if (user === undefined || !matches) throw credentialsWrong();
      await this.attempts.forget(attemptOf(username));
      const refreshToken = await this.refreshTokens.begin(user, this.clock.now(), this.limits());
      if (refreshToken === undefined) throw signInEnded();
      return this.grant(user, refreshToken);
    });
  }

  /**
   * Replaces a refresh token. One that comes again later than a moment after its use may be stolen: its whole family ends.
   *
   * @throws DomainError `sign-in-required`.
   */
  async refresh(refreshToken: string): Promise<TokenGrant> {
    const rotated = await this.refreshTokens.rotate(refreshToken, this.clock.now(), this.limits());
    const user = rotated && (await this.users.findById(rotated.userId));
    if (rotated === undefined || user === undefined) throw signInEnded();
    return this.grant(user, rotated.refreshToken);
  }

  async logout(refreshToken: string): Promise<void> {
    const userId = await this.refreshTokens.endFamilyOf(refreshToken, this.clock.now());
    const user = userId === undefined ? undefined : await this.users.findById(userId);
    if (user !== undefined) {
      await this.audit.record({ action: 'session.logout', by: toActor(user) }, 'success');
    }
  }

  /** @throws DomainError `sign-in-required` when the account is gone. */
  async me(userId: string): Promise<Me> {
    const user = await this.users.findById(userId);
    if (user === undefined) throw new DomainError('sign-in-required', { detail: 'Your account is gone.' });
    return toMe(user);
  }

  private async permitAttempt(username: string): Promise<void> {
    const seconds = await this.attempts.begin(attemptOf(username), this.clock.now());
    if (seconds === 0) return;
    throw new DomainError('too-many-requests', {
      detail: `Too many wrong passwords for this user name. Try again in ${seconds} seconds, or have an administrator set a new one.`,
      retryAfterSeconds: seconds,
    });
  }

  private async grant(user: UserRow, refreshToken: string): Promise<TokenGrant> {
    const accessToken = await this.signer.sign(toMe(user));
    return { accessToken, refreshToken, expiresIn: this.signer.lifetimeSeconds };
  }

  private limits(): SignInLimits {
    const { AUTH_REFRESH_TOKEN_LIFETIME, AUTH_SESSION_LIFETIME } = this.config;
    return { idleMs: AUTH_REFRESH_TOKEN_LIFETIME * 1000, longestMs: AUTH_SESSION_LIFETIME * 1000 };
  }
}

const attemptOf = (username: string) => ({
  username,
  address: currentRequest()?.clientAddress ?? '',
});

const credentialsWrong = () => new DomainError('credentials-wrong', { detail: 'Check both and try again.' });

const signInEnded = () =>
  new DomainError('sign-in-required', { detail: 'Your sign-in has ended. Sign in again.' });

const toActor = ({ id, username }: UserRow) => ({ userId: UserId.parse(id), username });

const toMe = ({ id, username, display_name: displayName, role }: UserRow): Me =>
  Me.parse({ id, username, displayName, role });
