import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { StreamId } from '@playhead/contracts';
import { DomainError, LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { type HopRequest, Hops, UnreachableError } from '../../instances/hops.ts';
import { Instances } from '../../instances/instances.ts';
import { LocalStreams } from '../serving/local-streams.ts';
import { closedError } from '../serving/stream-errors.ts';
import type { PlaybackStream } from '../stream.ts';
import { instanceOf, newStreamId } from '../stream-id.ts';
import { keyOf, type StreamWish } from '../stream-identity.ts';
import { OtherRoom } from './other-room.ts';
import { problemOf } from './problem-of.ts';
import { StreamClaims } from './stream-claims.ts';

/** A stream that is open on this instance, or what the instance that has it answers. */
export type Found = { kind: 'here'; stream: PlaybackStream } | { kind: 'there'; answer: IncomingMessage };

/** Who asks for a stream, and how. */
export interface StreamRequest {
  wish: StreamWish;
  /** What another instance is asked for it. */
  hop: (id?: StreamId) => HopRequest;
  /** Another instance is sent nowhere else. */
  askedBy: 'viewer' | 'opening instance' | 'reading instance';
  signal: AbortSignal;
}

/** `full`: nobody has it yet, and this instance has no room for it. */
type Place =
  | { kind: 'here'; stream: PlaybackStream }
  | { kind: 'there'; id: StreamId }
  | { kind: 'full'; problem: DomainError };

/** How often the instance that has a stream may turn out to be gone until the viewer is told to try again. */
const ATTEMPTS = 3;

/** The open streams of all instances: each wish has one, on the instance that was asked for it first (decision 16). */
@Injectable()
export class SharedStreams {
  private readonly placing = new Map<string, Promise<Place>>();

  constructor(
    private readonly local: LocalStreams,
    private readonly claims: StreamClaims,
    private readonly instances: Instances,
    private readonly hops: Hops,
    private readonly otherRoom: OtherRoom,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * The stream that shows what is wished for, ready to play: begun here unless an instance has it, or begun by another where
   * there is no room here.
   *
   * @throws DomainError `footage-not-found`, `stream-failed`, `stream-limit-reached`, `stream-not-found` (to a hop) or of
   *   the VMS.
   */
  async open({ wish, hop, askedBy, signal }: StreamRequest): Promise<Found> {
    signal.throwIfAborted();
    const isHop = askedBy !== 'viewer';
    let lost: StreamId | undefined;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const place = await this.place(wish, lost);
      if (place.kind === 'here') {
        const stream = await this.local.readied(place.stream, signal);
        if (!stream.partial.aborted) return { kind: 'here', stream };
        // Somebody was far ahead in it: there is another by now.
        continue;
      }
      if (place.kind === 'full') {
        if (isHop) throw place.problem;
        const handed = await this.otherRoom.open(hop(), signal);
        if (handed.kind === 'opened') return { kind: 'there', answer: handed.answer };
        if (handed.kind === 'full') throw place.problem;
        continue;
      }
      if (isHop) throw closedError();
      const answer = await this.askOwner(place.id, { ...hop(place.id), isOpening: true }, signal);
      if (answer !== undefined) return { kind: 'there', answer };
      lost = place.id;
    }
    throw new DomainError('service-unavailable', {
      detail: 'The instance of playback that has this stream does not answer. Try again.',
      retryAfterSeconds: 1,
    });
  }

  /**
   * The stream of this id, if it is open and shows what is wished for, on this instance or, unless one asks for it, another.
   * Who opens it through another instance has it from its beginning, or not at all.
   *
   * @throws DomainError `stream-not-found` and as above.
   */
  async join(id: StreamId, { wish, hop, askedBy, signal }: StreamRequest): Promise<Found> {
    if (!this.isHere(id)) {
      return { kind: 'there', answer: await this.fetch(id, hop(id), askedBy !== 'viewer', signal) };
    }
    const stream = await this.local.join(id);
    if (keyOf(stream.identity) !== keyOf(wish)) throw closedError();
    await this.local.grown(stream, signal);
    if (askedBy === 'opening instance' && stream.partial.aborted) throw closedError();
    return { kind: 'here', stream };
  }

  isHere(id: StreamId): boolean {
    return instanceOf(id) === this.instances.self;
  }

  /** What the instance answers that has the stream. @throws DomainError `stream-not-found`. */
  async fetch(
    id: StreamId,
    request: HopRequest,
    isHop: boolean,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const answer = isHop ? undefined : await this.askOwner(id, request, signal);
    if (answer === undefined) throw closedError();
    return answer;
  }

  /** `undefined` when the instance or the stream is gone. @throws DomainError for all else that it does not find. */
  private async askOwner(
    id: StreamId,
    request: HopRequest,
    signal: AbortSignal,
  ): Promise<IncomingMessage | undefined> {
    const owner = await this.instances.find(instanceOf(id));
    if (owner === undefined) return undefined;
    try {
      const answer = await this.hops.get(owner, request, signal);
      if (answer.statusCode !== 404) return answer;
      const problem = await problemOf(answer);
      if (problem.code !== 'stream-not-found') throw problem;
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      this.logger.warn({ err: error, streamId: id }, 'a stream can not be had from its instance');
    }
    return undefined;
  }

  /** Once for all who wish for the same at the same moment. */
  private place(wish: StreamWish, lost: StreamId | undefined): Promise<Place> {
    const key = keyOf(wish);
    const begun = this.placing.get(key);
    if (begun !== undefined) return begun;
    const placing = this.findPlace(key, wish, lost).finally(() => this.placing.delete(key));
    this.placing.set(key, placing);
    return placing;
  }

  private async findPlace(key: string, wish: StreamWish, lost: StreamId | undefined): Promise<Place> {
    const open = await this.local.find(wish);
    if (open !== undefined) return { kind: 'here', stream: open };
    const id = newStreamId(this.instances.self);
    const holder = await this.claims.claim({ wish: key, id, lost });
    if (holder !== id) return { kind: 'there', id: holder };
    try {
      const stream = this.local.begin(wish, id);
      this.claims.hold(id, stream);
      return { kind: 'here', stream };
    } catch (error) {
      await this.claims.release(id);
      if (error instanceof DomainError && error.code === 'stream-limit-reached') {
        return { kind: 'full', problem: error };
      }
      throw error;
    }
  }
}
