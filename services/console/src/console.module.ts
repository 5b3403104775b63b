import { type DynamicModule, Module } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import type { ServiceContext, ServiceDefinition } from '@playhead/service-kit';
import { AccessTokenSigner } from './auth/access-token.ts';
import { AuthController } from './auth/auth.controller.ts';
import { AuthService } from './auth/auth.service.ts';
import { RefreshTokensRepository } from './auth/refresh-tokens.repository.ts';
import { CONSOLE_CONFIG } from './config.token.ts';
import type { ConsoleConfig } from './config.ts';
import { LiveEventsGateway } from './live-events/live-events.gateway.ts';
import { LiveEventsListener } from './live-events/live-events.listener.ts';
import { LiveEventsService } from './live-events/live-events.service.ts';
import { FirstUsersService } from './users/first-users.service.ts';
import { UsersRepository } from './users/users.repository.ts';

@Module({})
class ConsoleModule {}

const consoleModule = ({ config, clock }: ServiceContext<ConsoleConfig>): DynamicModule => ({
  module: ConsoleModule,
  controllers: [AuthController],
  providers: [
    { provide: CONSOLE_CONFIG, useValue: config },
    {
      provide: AccessTokenSigner,
      useFactory: () =>
        AccessTokenSigner.fromFile(config.AUTH_PRIVATE_KEY_FILE, config.AUTH_ACCESS_TOKEN_LIFETIME, clock),
    },
    AuthService,
    FirstUsersService,
    LiveEventsGateway,
    LiveEventsListener,
    LiveEventsService,
    RefreshTokensRepository,
    UsersRepository,
  ],
});

/** console: sign-in and live events. */
export const consoleService: ServiceDefinition<ConsoleConfig> = {
  name: 'console',
  module: consoleModule,
  prepare: (app) => app.useWebSocketAdapter(new WsAdapter(app)),
};
