import { setMaxListeners } from 'node:events';
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
import { type Instance, type InstanceId, newInstanceId } from './instance.ts';
import { InstancesRepository } from './instances.repository.ts';

const BEAT_MS = 2_000;

/** Another instance that is there. */
export interface Neighbour {
  url: string;
  /** Aborts when it is there no longer. */
  gone: AbortSignal;
}

interface KnownNeighbour extends Neighbour {
  leave: AbortController;
}

/** This instance of playback among the others: it says that it is there as long as it listens, and knows who else is. */
@Injectable()
export class Instances implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly self = newInstanceId();
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();
  private isSilent = false;
  private readonly known = new Map<InstanceId, KnownNeighbour>();
  private looking: Promise<void> | undefined;
  /** Whether the database was away at the last look. */
  private isBlind = false;

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

  /** Another instance, if it is there. */
  async find(id: InstanceId): Promise<Neighbour | undefined> {
    if (!this.known.has(id)) await this.look();
    return this.known.get(id);
  }

  private look(): Promise<void> {
    this.looking ??= this.readNeighbours().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  /**
   * Who is not there any more is given up, but not at the first look after the database was away: then nobody has been
   * able to say so.
   */
  private async readNeighbours(): Promise<void> {
    const wasBlind = this.isBlind;
    this.isBlind = true;
    const live = await this.repository.live();
    this.isBlind = false;
    for (const { id, url } of live) {
      if (id !== this.self && this.known.get(id)?.url !== url) this.meet({ id, url });
    }
    if (wasBlind) return;
    const ids = new Set(live.map(({ id }) => id));
    for (const [id, { leave }] of this.known) {
      if (ids.has(id)) continue;
      this.known.delete(id);
      leave.abort();
    }
  }

  private meet({ id, url }: Instance) {
    const leave = new AbortController();
    setMaxListeners(0, leave.signal);
    this.known.set(id, { url, leave, gone: leave.signal });
  }

  private async beat(own: Instance): Promise<void> {
    try {
      await this.repository.beat(own);
      await this.look();
      this.isSilent = false;
    } catch (error) {
      if (!this.isSilent) this.logger.warn({ err: error }, 'the other instances can not be told of this one');
      this.isSilent = true;
    }
  }
}
