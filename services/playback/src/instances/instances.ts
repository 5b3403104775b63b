import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { LOGGER, withoutRequest } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import { advertisedUrl } from './advertised-url.ts';
import { type Instance, newInstanceId } from './instance.ts';
import { InstancesRepository } from './instances.repository.ts';

const BEAT_MS = 2_000;

/** This instance of playback among the others: it says that it is there as long as it listens. */
@Injectable()
export class Instances implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly self = newInstanceId();
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();
  private isSilent = false;

  constructor(
    private readonly repository: InstancesRepository,
    private readonly host: HttpAdapterHost,
    @Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.host.listen$.subscribe(() => {
      const { port } = this.host.httpAdapter.getHttpServer().address();
      const own = { id: this.self, url: advertisedUrl(this.config, port) };
      const beat = () => {
        this.beating = this.beating.then(() => this.beat(own));
      };
      withoutRequest(beat);
      this.timer = setInterval(beat, BEAT_MS);
    });
  }

  /** Before the server closes: nobody is sent here any more. */
  async beforeApplicationShutdown() {
    clearInterval(this.timer);
    await this.beating;
    try {
      await this.repository.leave(this.self);
    } catch (error) {
      this.logger.warn({ err: error }, 'the other instances could not be told that this one ends');
    }
  }

  private async beat(own: Instance): Promise<void> {
    try {
      await this.repository.beat(own);
      this.isSilent = false;
    } catch (error) {
      if (!this.isSilent) this.logger.warn({ err: error }, 'the other instances can not be told of this one');
      this.isSilent = true;
    }
  }
}
