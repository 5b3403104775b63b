import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { type HopRequest, Hops, UnreachableError } from '../../instances/hops.ts';
import { Instances } from '../../instances/instances.ts';
import { problemOf } from './problem-of.ts';
import { StreamClaimsRepository } from './stream-claims.repository.ts';

/** How many others are asked for room: a viewer waits meanwhile. */
const MOST_ASKED = 3;

/** What the others said: `taken` when one of them knows who has the stream by now. */
export type Handed = { kind: 'opened'; answer: IncomingMessage } | { kind: 'taken' } | { kind: 'full' };

/** Room on other instances for streams that this one has none for. */
@Injectable()
export class OtherRoom {
  constructor(
    private readonly claims: StreamClaimsRepository,
    private readonly instances: Instances,
    private readonly hops: Hops,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Asks others to open the stream, first those that have the fewest. Rejects when `signal` aborts.
   *
   * @throws DomainError of an instance that has room, where the stream can't be begun.
   */
  async open(request: HopRequest, signal: AbortSignal): Promise<Handed> {
    for (const id of await this.claims.emptiest(this.instances.self, MOST_ASKED)) {
      const neighbour = await this.instances.find(id);
      if (neighbour === undefined) continue;
      try {
        const answer = await this.hops.get(neighbour, request, signal);
        if (answer.statusCode !== 404 && answer.statusCode !== 503) return { kind: 'opened', answer };
        const problem = await problemOf(answer);
        if (problem.code === 'stream-not-found') return { kind: 'taken' };
        if (problem.code !== 'stream-limit-reached') throw problem;
      } catch (error) {
        if (!(error instanceof UnreachableError)) throw error;
        this.logger.warn({ err: error }, 'a stream can not be handed on to another instance');
      }
    }
    return { kind: 'full' };
  }
}
