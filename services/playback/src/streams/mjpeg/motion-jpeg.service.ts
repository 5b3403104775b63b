import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { UserId } from '@playhead/contracts';
import { DomainError, linkSignals } from '@playhead/service-kit';
import type { HopRequest } from '../../instances/hops.ts';
import { Instances } from '../../instances/instances.ts';
import { Viewers } from '../links/viewers.ts';
import { OtherRoom } from '../places/other-room.ts';
import { StreamClaims } from '../places/stream-claims.ts';
import type { StreamStart } from '../playlist/playlist.ts';
import { LocalStreams } from '../serving/local-streams.ts';
import { toStreamError } from '../serving/stream-errors.ts';
import type { PlaybackStream } from '../stream.ts';
import { newStreamId } from '../stream-id.ts';
import type { StreamWish } from '../stream-identity.ts';
import { lastBoundary, partOf } from './multipart.ts';
import { Pace } from './pace.ts';
import { readAhead } from './read-ahead.ts';
import { type StreamPicture, StreamPictures } from './stream-pictures.ts';

/** So many pictures are at hand: half a second of a fast camera, while the next segment's FFmpeg starts. */
const AHEAD = 16;

/** What one viewer gets. */
export interface MotionJpeg {
  start: StreamStart;
  /** The multipart answer, paced: what is not taken in time is left out. */
  parts: AsyncIterable<Buffer>;
  /** Aborted when the stream is closed, which an answer that nobody takes can't tell. */
  closed: AbortSignal;
}

/** What is made on this instance, or what the one answers that had room for it. */
export type FoundMotionJpeg =
  | { kind: 'here'; motionJpeg: MotionJpeg }
  | { kind: 'there'; answer: IncomingMessage };

/** Streams as pictures of their own, for viewers that play no HLS. Each viewer's is a stream and is counted as one. */
@Injectable()
export class MotionJpegService implements BeforeApplicationShutdown {
  private readonly shutdown = new AbortController();

  constructor(
    private readonly streams: LocalStreams,
    private readonly instances: Instances,
    private readonly pictures: StreamPictures,
    private readonly viewers: Viewers,
    private readonly otherRoom: OtherRoom,
    private readonly claims: StreamClaims,
  ) {}

  /** Answers that never end by themselves would hold up the end of the service. */
  beforeApplicationShutdown() {
    this.shutdown.abort();
  }

  /**
   * Begins with the picture of the asked time, here or, where there is no room, on another instance, which is asked `request`.
   * With `isHop` another asks, and is sent nowhere else. `gone` aborts when the viewer has their answer or leaves: everything
   * made for them ends then.
   *
   * @throws DomainError `footage-not-found`, `stream-failed`, `stream-limit-reached` or of the VMS.
   */
  async open(
    wish: StreamWish,
    userId: UserId,
    request: HopRequest,
    isHop: boolean,
    gone: AbortSignal,
  ): Promise<FoundMotionJpeg> {
    // Released with `gone`, which no answer outlives.
    const { signal: over } = linkSignals(gone, this.shutdown.signal);
    try {
      return { kind: 'here', motionJpeg: await this.begin(wish, userId, over) };
    } catch (error) {
      const isFull = error instanceof DomainError && error.code === 'stream-limit-reached';
      if (!isFull || isHop) throw error;
      const handed = await this.otherRoom.open(request, over);
      if (handed.kind !== 'opened') throw error;
      return { kind: 'there', answer: handed.answer };
    }
  }

  private async beginAlone(wish: StreamWish, over: AbortSignal): Promise<PlaybackStream> {
    const id = newStreamId(this.instances.self);
    await this.claims.claimAlone(id);
    try {
      const stream = await this.streams.beginAlone(wish, id, over);
      this.claims.hold(id, stream);
      return stream;
    } catch (error) {
      await this.claims.release(id);
      throw error;
    }
  }

  private async begin(wish: StreamWish, userId: UserId, over: AbortSignal): Promise<MotionJpeg> {
    const stream = await this.beginAlone({ ...wish, keepsJpegs: true }, over);
    const pictures = readAhead(this.pictures.of(stream), AHEAD);
    // The stream is this viewer's alone: with it ends the reading of files, wherever that stands.
    stream.abort.signal.addEventListener('abort', () => void pictures.return(undefined), { once: true });
    const first = await firstOf(pictures);
    const start = { asked: wish.startTime, start: first.wallClock, skipped: stream.startSkipped };
    const permit = () => this.viewers.require(userId, wish.camera.id);
    return { start, parts: parts({ stream, first, pictures, permit }), closed: stream.abort.signal };
  }
}

async function firstOf(pictures: AsyncGenerator<StreamPicture>): Promise<StreamPicture> {
  const { value, done } = await pictures.next().catch((error: unknown) => {
    throw toStreamError(error);
  });
  if (!done) return value;
  throw new DomainError('footage-not-found', {
    detail: 'No picture was recorded between time and end. Choose a longer range.',
  });
}

interface Viewing {
  stream: PlaybackStream;
  first: StreamPicture;
  /** Those after the first. */
  pictures: AsyncGenerator<StreamPicture>;
  /** Rejects when the viewer may not watch any more. */
  permit: () => Promise<void>;
}

/** Without a last boundary the stream broke off. */
async function* parts({ stream, first, pictures, permit }: Viewing): AsyncGenerator<Buffer> {
  const { signal } = stream.abort;
  const pace = new Pace();
  let askedAt = performance.now();
  for (let picture: StreamPicture | undefined = first; picture !== undefined; ) {
    const wait = pace.waitOf(picture.atSeconds, askedAt, performance.now());
    if (wait !== undefined) {
      await pause(wait, undefined, { signal });
      await permit();
      yield partOf(picture);
    }
    askedAt = performance.now();
    const next: IteratorResult<StreamPicture> = await pictures.next();
    picture = next.done ? undefined : next.value;
  }
  if (stream.state.kind !== 'failed') yield lastBoundary;
}
