import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { StreamId } from '@playhead/contracts';
import { Clock, LOGGER, withSignals } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { PLAYBACK_CONFIG } from '../../config.token.ts';
import type { PlaybackConfig } from '../../config.ts';
import { InstanceFolder } from '../../instances/instance-folder.ts';
import { Disk } from '../disk.ts';
import { StreamProducer } from '../making/stream-producer.ts';
import { PlaybackStream } from '../stream.ts';
import { keyOf, type StreamWish } from '../stream-identity.ts';
import { EVICTABLE_MS, idleFor, Room } from './room.ts';
import { Rush } from './rush.ts';
import { nextSegment, secondSegment } from './second-segment.ts';
import { closedError, lateError, toClosed, toStreamError } from './stream-errors.ts';

/** A stream that nobody has read from for so long is closed, in ms. Players read a growing playlist every 2 s. */
const IDLE_MS = 30_000;
const REAP_INTERVAL_MS = 5_000;
/** How long a viewer waits for the first segment, in ms; production goes on for whoever asks again. */
const READY_MS = 20_000;
/** A stream that broke is shown as it is for so long, in ms; who asks later gets another try. */
const BROKEN_SHOWN_MS = 10_000;

/**
 * The open streams of this instance: one for each wish, however many watch. One whose beginning is dropped is for those who
 * know its id alone. {@link SharedStreams} knows those of all.
 */
@Injectable()
export class LocalStreams implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly byKey = new Map<string, PlaybackStream>();
  private readonly byId = new Map<string, PlaybackStream>();
  private readonly productions = new Set<Promise<void>>();
  private readonly room: Room;
  private readonly rush = new Rush(() => this.open);
  private reaper: NodeJS.Timeout | undefined;

  constructor(
    private readonly producer: StreamProducer,
    private readonly folder: InstanceFolder,
    private readonly disk: Disk,
    private readonly clock: Clock,
    @Inject(PLAYBACK_CONFIG) config: PlaybackConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.room = new Room({
      streams: config.PLAYBACK_MAX_CONCURRENT_STREAMS,
      bytes: config.PLAYBACK_MAX_DISK_MB * 1024 * 1024,
    });
  }

  onApplicationBootstrap() {
    this.reaper = setInterval(() => void this.reap(), REAP_INTERVAL_MS);
  }

  async onApplicationShutdown() {
    clearInterval(this.reaper);
    this.rush.stop();
    await Promise.all(this.open.map((stream) => this.close(stream)));
    await Promise.all(this.productions);
    await this.folder.leave();
  }

  /** The stream here that shows what is wished for, from its beginning on, if there is one. */
  find(wish: StreamWish): Promise<PlaybackStream | undefined> {
    return this.unlessBroken(this.byKey.get(keyOf(wish)));
  }

  /** @throws DomainError `stream-not-found`. */
  async join(id: StreamId): Promise<PlaybackStream> {
    const stream = await this.unlessBroken(this.byId.get(id));
    if (stream === undefined) throw closedError();
    return stream;
  }

  /**
   * Resolves when there is something to play.
   *
   * @throws DomainError `footage-not-found`, `stream-failed`, `stream-limit-reached` or of the VMS.
   */
  async readied(stream: PlaybackStream, signal: AbortSignal): Promise<PlaybackStream> {
    stream.lastUsedAt = this.clock.now();
    if (!stream.has(2)) {
      await this.firstSegment(stream, signal);
      await whileOpen(stream, signal, (either) => secondSegment(stream, either)).catch(toClosed);
    }
    await this.requireBegun(stream);
    return stream;
  }

  /** The same for somebody who reads its playlist again: where they soon have nothing left to play, that may bring more. */
  async grown(stream: PlaybackStream, signal: AbortSignal): Promise<PlaybackStream> {
    await this.readied(stream, signal);
    await whileOpen(stream, signal, (either) => nextSegment(stream, either)).catch(toClosed);
    return stream;
  }

  /**
   * A stream that is shared with nobody, as soon as there is a segment. It is closed when `signal` aborts, or where it fails.
   *
   * @throws DomainError as {@link readied}.
   */
  async beginAlone(wish: StreamWish, id: StreamId, signal: AbortSignal): Promise<PlaybackStream> {
    signal.throwIfAborted();
    const stream = this.make(wish, id);
    signal.addEventListener('abort', () => void this.close(stream), { once: true });
    try {
      await this.firstSegment(stream, signal);
      await this.requireBegun(stream);
    } catch (error) {
      await this.close(stream);
      throw error;
    }
    return stream;
  }

  /** @throws DomainError `stream-not-found`. */
  get(id: string): PlaybackStream {
    const stream = this.byId.get(id);
    if (stream === undefined) throw closedError();
    stream.lastUsedAt = this.clock.now();
    return stream;
  }

  /** Closes what nobody watches any more. */
  async reap(): Promise<void> {
    const idleMs = this.disk.isFull ? EVICTABLE_MS : IDLE_MS;
    await Promise.all(idleFor(this.open, idleMs, this.clock.now()).map((stream) => this.close(stream)));
    await this.room.balance(this.open);
  }

  private get open(): PlaybackStream[] {
    return [...this.byId.values()];
  }

  private async unlessBroken(stream: PlaybackStream | undefined): Promise<PlaybackStream | undefined> {
    if (stream?.state.kind !== 'failed') return stream;
    if (this.clock.now().getTime() - stream.state.since.getTime() < BROKEN_SHOWN_MS) return stream;
    await this.close(stream);
    return undefined;
  }

  private async firstSegment(stream: PlaybackStream, signal: AbortSignal): Promise<void> {
    const late = AbortSignal.timeout(READY_MS);
    try {
      await withSignals([signal, late, stream.abort.signal], (any) => stream.until(1, any));
    } catch (error) {
      throw late.aborted ? lateError(error) : closedError(error);
    }
  }

  private async requireBegun(stream: PlaybackStream): Promise<void> {
    if (stream.state.kind !== 'failed' || stream.nextSegmentIndex > 0) return;
    await this.close(stream);
    throw toStreamError(stream.state.error);
  }

  /** Nothing here shows the wish yet. @throws DomainError `stream-limit-reached`. */
  begin(wish: StreamWish, id: StreamId): PlaybackStream {
    const key = keyOf(wish);
    const stream = this.make(wish, id);
    this.byKey.set(key, stream);
    const forget = () => {
      if (this.byKey.get(key) === stream) this.byKey.delete(key);
    };
    stream.partial.addEventListener('abort', forget, { once: true });
    return stream;
  }

  private make(wish: StreamWish, id: StreamId): PlaybackStream {
    for (const idle of this.room.evictedFor(this.open, this.clock.now())) void this.close(idle);
    const directory = join(this.folder.path, id);
    const stream = new PlaybackStream({ ...wish, id, directory, openedAt: this.clock.now() }, this.clock);
    this.byId.set(id, stream);
    this.disk.add(stream);
    stream.onChange(() => void this.room.balance(this.open));
    stream.abort.signal.addEventListener('abort', () => this.byId.delete(id));
    this.rush.begin();
    const production = this.produce(stream).finally(() => this.productions.delete(production));
    this.productions.add(production);
    return stream;
  }

  private async produce(stream: PlaybackStream): Promise<void> {
    try {
      await mkdir(stream.identity.directory, { recursive: true });
      await this.producer.produce(stream);
      stream.settle({ kind: 'ended' });
    } catch (error) {
      this.fail(stream, error);
    } finally {
      if (stream.abort.signal.aborted) await this.removeFiles(stream);
    }
  }

  /** Who waits for its beginning is told; of those who watch it already, the playlist tells. */
  private fail(stream: PlaybackStream, error: unknown) {
    const { aborted } = stream.abort.signal;
    stream.settle({ kind: 'failed', error: aborted ? closedError(error) : error, since: this.clock.now() });
    if (aborted || stream.nextSegmentIndex === 0) return;
    const { id, camera } = stream.identity;
    this.logger.warn({ err: error, streamId: id, cameraId: camera.id }, 'a stream broke off');
  }

  private async close(stream: PlaybackStream): Promise<void> {
    stream.abort.abort();
    if (stream.state.kind !== 'producing') await this.removeFiles(stream);
  }

  private async removeFiles(stream: PlaybackStream): Promise<void> {
    const { identity } = stream;
    try {
      await rm(identity.directory, { recursive: true, force: true });
    } catch (error) {
      this.logger.warn(
        { err: error, streamId: identity.id },
        'the files of a closed stream can not be removed',
      );
    } finally {
      this.disk.remove(stream);
    }
  }
}

const whileOpen = (
  stream: PlaybackStream,
  signal: AbortSignal,
  wait: (either: AbortSignal) => Promise<void>,
) => withSignals([signal, stream.abort.signal], wait);
