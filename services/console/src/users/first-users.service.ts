import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { roles } from '@playhead/contracts';
import { ConfigError, LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { CONSOLE_CONFIG } from '../config.token.ts';
import type { ConsoleConfig } from '../config.ts';
import { PasswordHasher } from './password-hasher.ts';
import { UsersRepository } from './users.repository.ts';

const demoNames = {
  viewer: 'Vera Viewer',
  investigator: 'Ines Vestigator',
  operator: 'Omar Operator',
  admin: 'Ada Admin',
};

/** Makes sure that somebody can sign in: the demo accounts in a demo, the first administrator otherwise. */
@Injectable()
export class FirstUsersService implements OnApplicationBootstrap {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    @Inject(CONSOLE_CONFIG) private readonly config: ConsoleConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap() {
    if (this.config.PLAYHEAD_DEMO) await this.makeDemoUsers();
    else await this.makeFirstAdministrator();
  }

  private async makeDemoUsers() {
    const passwordHash = await this.hasher.hash(this.config.PLAYHEAD_DEMO_PASSWORD);
    for (const role of roles) {
      const saved = await this.users.save({
        username: role,
        displayName: demoNames[role],
        passwordHash,
        role,
        demo: true,
      });
      if (saved) continue;
      await this.users.deleteDemoUsers();
      throw new ConfigError(
        `PLAYHEAD_DEMO: this database has an account "${role}" of somebody's own. Set PLAYHEAD_DEMO=false for it.`,
      );
    }
  }

  private async makeFirstAdministrator() {
    await this.users.deleteDemoUsers();
    if (!(await this.users.isEmpty())) return;
    const { PLAYHEAD_ADMIN_USERNAME: username, PLAYHEAD_ADMIN_PASSWORD: password } = this.config;
    if (password === undefined) {
      this.logger.warn(
        'Nobody can sign in yet. Set PLAYHEAD_ADMIN_PASSWORD and start again to make the first account.',
      );
      return;
    }
    const passwordHash = await this.hasher.hash(password);
    await this.users.save({ username, displayName: username, passwordHash, role: 'admin', demo: false });
  }
}
