import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, DomainError, LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import { PlaybackStream } from './stream.ts';
import { StreamProducer } from './stream-producer.ts';
import { TransmuxError } from './transmuxer.ts';

const STREAM_ID_BYTES = 18;
/** A stream that nobody has read from for so long is closed, in ms. Players read a growing playlist every 2 s. */
const IDLE_MS = 30_000;
/** When places run out, a stream this idle makes room for another, in ms. */
const EVICTABLE_MS = 6_000;
const REAP_INTERVAL_MS = 5_000;
/** How long a viewer waits for the first segment, in ms; production goes on for whoever asks again. */
const READY_MS = 20_000;

/** The open streams of this instance: one for each camera, start and speed, whoever watches. */
@Injectable()
export class StreamsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly byKey = new Map<string, PlaybackStream>();
  private readonly byId = new Map<string, PlaybackStream>();
  private readonly productions = new Set<Promise<void>>();
  private readonly root: string;
  private reaper: NodeJS.Timeout | undefined;

  constructor(
    private readonly producer: StreamProducer,
    private readonly clock: Clock,
    @Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.root = join(config.PLAYBACK_DIRECTORY, 'streams');
  }

  /** Whatever an earlier process left behind goes first. */
  async onApplicationBootstrap() {
    await rm(this.root, { recursive: true, force: true });
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    this.reaper = setInterval(() => void this.reap(), REAP_INTERVAL_MS);
  }

  async onApplicationShutdown() {
    clearInterval(this.reaper);
    await Promise.all([...this.byId.values()].map((stream) => this.close(stream)));
    await Promise.all(this.productions);
  }

  /**
   * The stream of the camera from `startTime` at `speed`, ready to play.
   *
   * @throws DomainError `footage-not-found`, `stream-failed`, `stream-limit-reached`. @throws MilestoneError
   */
  async open(
    camera: PlayableCamera,
    startTime: Date,
    speed: number,
    signal: AbortSignal,
  ): Promise<PlaybackStream> {
    const key = `${camera.id}|${startTime.getTime()}|${speed}`;
    const stream = this.byKey.get(key) ?? this.begin(key, camera, startTime, speed);
    stream.lastUsedAt = this.clock.now();
    await this.ready(stream, signal);
    if (stream.state.kind === 'failed') {
      await this.close(stream);
      throw toStreamError(stream.state.error);
    }
    return stream;
  }

  private async ready(stream: PlaybackStream, signal: AbortSignal): Promise<void> {
    const late = AbortSignal.timeout(READY_MS);
    try {
      await stream.ready(AbortSignal.any([signal, late, stream.abort.signal]));
    } catch (error) {
      if (!late.aborted) throw closedError(error);
      throw new DomainError('vms-unavailable', {
        detail: 'The VMS sends no video in time. Try again.',
        cause: error,
        retryAfterSeconds: 5,
      });
    }
  }

  /** @throws DomainError `stream-not-found`. */
  get(id: string): PlaybackStream {
    const stream = this.byId.get(id);
    if (stream === undefined) {
      throw new DomainError('stream-not-found', {
        detail: 'It was closed because nobody watched. Open it again.',
      });
    }
    stream.lastUsedAt = this.clock.now();
    return stream;
  }

  /** Closes what nobody watches any more. */
  async reap(): Promise<void> {
    await Promise.all(this.idleFor(IDLE_MS).map((stream) => this.close(stream)));
  }

  private begin(key: string, camera: PlayableCamera, startTime: Date, speed: number): PlaybackStream {
    this.makeRoom();
    const id = randomBytes(STREAM_ID_BYTES).toString('base64url');
    const directory = join(this.root, id);
    const stream = new PlaybackStream({
      id,
      camera,
      startTime,
      speed,
      directory,
      openedAt: this.clock.now(),
    });
    this.byKey.set(key, stream);
    this.byId.set(id, stream);
    stream.abort.signal.addEventListener('abort', () => {
      if (this.byKey.get(key) === stream) this.byKey.delete(key);
      this.byId.delete(id);
    });
    const production = this.produce(stream).finally(() => this.productions.delete(production));
    this.productions.add(production);
    return stream;
  }

  private async produce(stream: PlaybackStream): Promise<void> {
    try {
      await mkdir(stream.identity.directory, { recursive: true });
      await this.producer.produce(stream);
      const { aborted } = stream.abort.signal;
      stream.settle(aborted ? { kind: 'failed', error: closedError() } : { kind: 'ended' });
    } catch (error) {
      stream.settle({ kind: 'failed', error });
    } finally {
      if (stream.abort.signal.aborted) await this.removeFiles(stream);
    }
  }

  private makeRoom() {
    if (this.byId.size < this.config.PLAYBACK_MAX_CONCURRENT_STREAMS) return;
    const [idlest] = this.idleFor(EVICTABLE_MS).sort(
      (a, b) => a.lastUsedAt.getTime() - b.lastUsedAt.getTime(),
    );
    if (idlest === undefined) {
      const detail = `All ${this.byId.size} streams are being watched. Try again in a moment.`;
      throw new DomainError('stream-limit-reached', { detail, retryAfterSeconds: EVICTABLE_MS / 1000 });
    }
    void this.close(idlest);
  }

  private idleFor(ms: number): PlaybackStream[] {
    const limit = this.clock.now().getTime() - ms;
    return [...this.byId.values()].filter(
      ({ lastUsedAt, isAwaited }) => !isAwaited && lastUsedAt.getTime() <= limit,
    );
  }

  private async close(stream: PlaybackStream): Promise<void> {
    stream.abort.abort();
    if (stream.state.kind !== 'producing') await this.removeFiles(stream);
  }

  private async removeFiles({ identity }: PlaybackStream): Promise<void> {
    try {
      await rm(identity.directory, { recursive: true, force: true });
    } catch (error) {
      this.logger.warn(
        { err: error, streamId: identity.id },
        'the files of a closed stream can not be removed',
      );
    }
  }
}

const closedError = (cause?: unknown) =>
  new DomainError('stream-not-found', {
    detail: 'It was closed because nobody watched. Open it again.',
    cause,
  });

function toStreamError(error: unknown): unknown {
  if (!(error instanceof TransmuxError)) return error;
  return new DomainError('stream-failed', {
    detail: 'FFmpeg can not read what the VMS sends. See the log.',
    cause: error,
  });
}
