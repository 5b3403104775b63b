import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { StreamId } from '@playhead/contracts';
import { LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { Instances } from '../../instances/instances.ts';
import type { PlaybackStream } from '../stream.ts';
import { type Claim, StreamClaimsRepository } from './stream-claims.repository.ts';

/**
 * What the other instances know of the streams of this one: each is claimed before it begins, until it is closed.
 */
@Injectable()
export class StreamClaims implements BeforeApplicationShutdown {
  private isEnding = false;

  constructor(
    private readonly repository: StreamClaimsRepository,
    private readonly instances: Instances,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Others may show what this instance has shown, from now on. */
  async beforeApplicationShutdown() {
    this.isEnding = true;
    await this.settled(this.repository.releaseAll(this.instances.self));
  }

  /** Answers the stream that has the wish now, this one or another. */
  claim(claim: Claim): Promise<StreamId> {
    return this.repository.claim(claim);
  }

  /** For a stream that is shared with nobody: it counts among those of this instance, and no other can have its wish. */
  async claimAlone(id: StreamId): Promise<void> {
    await this.repository.claim({ wish: id, id });
  }

  /** What a claimed stream has begun as. As soon as that is not whole any more, the next who wishes for it has their own. */
  hold(id: StreamId, { partial, abort }: PlaybackStream): void {
    const { signal } = abort;
    const release = () => void this.release(id);
    if (signal.aborted) {
      release();
      return;
    }
    signal.addEventListener('abort', release, { once: true });
    const giveWishUp = () => {
      if (!signal.aborted) void this.giveWishUp(id);
    };
    partial.addEventListener('abort', giveWishUp, { once: true });
  }

  async release(id: StreamId): Promise<void> {
    if (!this.isEnding) await this.settled(this.repository.release(id));
  }

  private async giveWishUp(id: StreamId): Promise<void> {
    if (!this.isEnding) await this.settled(this.repository.giveWishUp(id));
  }

  /** A claim that stays is no harm: whoever follows it finds no such stream there and takes its place. */
  private async settled(releasing: Promise<void>): Promise<void> {
    try {
      await releasing;
    } catch (error) {
      this.logger.warn({ err: error }, 'the other instances could not be told that a stream is closed');
    }
  }
}
