import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { IN_USE_MS, SessionsRepository } from './sessions.repository.ts';
import { SocketClientsService } from './socket-clients.service.ts';

const LOOK_MS = 1_000;
/** Thrice while a session counts as in use. */
const USE_MS = IN_USE_MS / 3;

/** Watches what becomes of the sessions that are followed here when nobody acts on them, and says that they are in use. */
@Injectable()
export class FollowedSessionsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly clients: SocketClientsService,
    private readonly sessions: SessionsRepository,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.timers = [
      setInterval(() => this.clients.lookAtDue(this.clock.now().getTime()), LOOK_MS),
      setInterval(() => void this.use(), USE_MS),
    ];
  }

  onApplicationShutdown() {
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Those that are gone, with their user or camera, are told of as such. */
  async use(): Promise<void> {
    try {
      const followed = this.clients.followed();
      const there = await this.sessions.use(followed, this.clock.now());
      for (const id of followed) if (!there.has(id)) this.clients.lookAgain(id);
    } catch (error) {
      this.logger.warn({ err: error }, 'playback sessions can not be kept in use; trying again');
    }
  }
}
