import { type DynamicModule, Module } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import type { ServiceContext, ServiceDefinition } from '@playhead/service-kit';
import { AuditController } from './audit/audit.controller.ts';
import { AuditTrailRepository } from './audit/audit-trail.repository.ts';
import { AccessTokenSigner } from './auth/access-token.ts';
import { AuthController } from './auth/auth.controller.ts';
import { AuthService } from './auth/auth.service.ts';
import { LoginAttemptsRepository } from './auth/login-attempts.repository.ts';
import { RefreshTokensRepository } from './auth/refresh-tokens.repository.ts';
import { CONSOLE_CONFIG } from './config.token.ts';
import type { ConsoleConfig } from './config.ts';
import { LiveAccessService } from './live-events/live-access.service.ts';
import { LiveClientsService } from './live-events/live-clients.service.ts';
import { LiveEventsGateway } from './live-events/live-events.gateway.ts';
import { LiveEventsListener } from './live-events/live-events.listener.ts';
import { LiveEventsRepository } from './live-events/live-events.repository.ts';
import { LiveFeedService } from './live-events/live-feed.service.ts';
import { SiteController } from './site/site.controller.ts';
import { UpkeepService } from './upkeep/upkeep.service.ts';
import { CurrentAccountGuard } from './users/current-account.guard.ts';
import { FirstUsersService } from './users/first-users.service.ts';
import { PasswordHasher } from './users/password-hasher.ts';
import { UserCamerasRepository } from './users/user-cameras.repository.ts';
import { UserChangesRepository } from './users/user-changes.repository.ts';
import { UsersController } from './users/users.controller.ts';
import { UsersRepository } from './users/users.repository.ts';
import { UsersService } from './users/users.service.ts';

@Module({})
class ConsoleModule {}

const consoleModule = ({ config, clock }: ServiceContext<ConsoleConfig>): DynamicModule => ({
  module: ConsoleModule,
  controllers: [AuditController, AuthController, SiteController, UsersController],
  providers: [
    { provide: CONSOLE_CONFIG, useValue: config },
    {
      provide: AccessTokenSigner,
      useFactory: () =>
        AccessTokenSigner.fromFile(config.AUTH_PRIVATE_KEY_FILE, config.AUTH_ACCESS_TOKEN_LIFETIME, clock),
    },
    AuditTrailRepository,
    AuthService,
    CurrentAccountGuard,
    FirstUsersService,
    LiveAccessService,
    LiveClientsService,
    LiveEventsGateway,
    LiveEventsListener,
    LiveEventsRepository,
    LiveFeedService,
    LoginAttemptsRepository,
    PasswordHasher,
    RefreshTokensRepository,
    UpkeepService,
    UserCamerasRepository,
    UserChangesRepository,
    UsersRepository,
    UsersService,
  ],
});

/** console: sign-in, users, camera access, audit trail and live events. */
export const consoleService: ServiceDefinition<ConsoleConfig> = {
  name: 'console',
  module: consoleModule,
  prepare: (app) => app.useWebSocketAdapter(new WsAdapter(app)),
};
