import { EventEmitter, once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Clock } from '@playhead/service-kit';
import { Lead } from './lead.ts';
import type { Segment } from './playlist/playlist.ts';
import type { StreamIdentity } from './stream-identity.ts';
import { Unlisted } from './unlisted.ts';

/** Segments this far behind the furthest viewer are dropped, in seconds. */
const BEHIND_SECONDS = 300;
const SHORT_BEHIND_SECONDS = 10;
/** A playlist that drops segments lists so many target durations at the least (RFC 8216 §6.2.2). */
const LEAST_TARGETS = 3;

/** The least target duration: shorter ones make players ask for playlists all the time, in seconds. */
const MIN_TARGET_SECONDS = 2;
/** Groups of pictures are not all as long as the first; so much longer ones still fit. */
const TARGET_MARGIN = 1.25;

export type StreamState =
  | { kind: 'producing' }
  | { kind: 'ended' }
  | { kind: 'failed'; error: unknown; since: Date };

/** One HLS stream of one camera, shared by all who watch it. Knows its segments; others make and serve them. */
export class PlaybackStream {
  readonly segments: Segment[] = [];
  readonly abort = new AbortController();
  /** What it has on the disk beside them. */
  readonly unlisted = new Unlisted();
  state: StreamState = { kind: 'producing' };
  lastUsedAt: Date;
  discontinuitySequence = 0;
  /** When the first picture of all was recorded; `undefined` while there is none. */
  startedAt: Date | undefined;
  /** Whether the asked time lies in a gap, so that the stream begins beyond it. */
  startSkipped = false;
  /** Where the timestamps of the next segment begin if it follows without a break, in seconds. */
  timestampSeconds = 0;
  private readonly changes = new EventEmitter();
  private readonly losing = new AbortController();
  private nextIndex = 0;
  private readonly lead: Lead;
  private target: number | undefined;

  constructor(
    readonly identity: StreamIdentity,
    private readonly clock: Clock,
  ) {
    this.lastUsedAt = identity.openedAt;
    this.lead = new Lead(clock);
    this.changes.setMaxListeners(0);
    this.abort.signal.addEventListener('abort', () => this.losing.abort(), { once: true });
  }

  /** Aborts once its beginning is dropped, or it is closed: from then on it is not what its wish asks for. */
  get partial(): AbortSignal {
    return this.losing.signal;
  }

  get nextSegmentIndex() {
    return this.nextIndex;
  }

  /** What its files take on the disk. */
  get bytes(): number {
    return this.keptBytes + this.unlisted.bytes;
  }
  private keptBytes = 0;

  /** Whether enough is ready for now. */
  get isAhead(): boolean {
    return this.lead.isEnough(this.targetDurationSeconds);
  }

  /** Whether its viewers wait for pictures, or would soon. */
  get isInNeed(): boolean {
    return this.state.kind === 'producing' && this.lead.isShortOfPictures;
  }

  /** Whether those who watch it would soon wait for pictures. */
  get runsDry(): boolean {
    return this.isInNeed && this.lead.isWatched;
  }

  /** Fixed by the first segment, as RFC 8216 forbids to change it later. */
  get targetDurationSeconds(): number {
    return this.target ?? MIN_TARGET_SECONDS;
  }

  /** Fixes the target duration where the producer knows beforehand how long segments get. */
  limitSegments(seconds: number) {
    this.target ??= Math.max(MIN_TARGET_SECONDS, Math.ceil(seconds));
  }

  /** Whether a segment of this length may be listed (RFC 8216 §4.3.3.1). */
  fits(durationSeconds: number): boolean {
    return this.target === undefined || Math.round(durationSeconds) <= this.target;
  }

  /** `timestampSeconds` is where the segment's own timestamps end. */
  add(segment: Omit<Segment, 'index' | 'endSeconds' | 'madeAt'>, timestampSeconds: number) {
    this.limitSegments(segment.durationSeconds * TARGET_MARGIN);
    this.startedAt ??= segment.wallClock;
    this.lead.made += segment.durationSeconds;
    this.segments.push({
      ...segment,
      index: this.nextIndex,
      endSeconds: this.lead.made,
      madeAt: this.clock.now(),
    });
    this.keptBytes += segment.bytes;
    this.unlisted.settle(segment.bytes);
    this.nextIndex += 1;
    this.timestampSeconds = timestampSeconds;
    this.changes.emit('change');
  }

  settle(state: StreamState) {
    this.state = state;
    this.changes.emit('change');
  }

  /** Less is kept while disk space is short. */
  async shorten(isShort: boolean): Promise<void> {
    if (this.lead.isShort === isShort) return;
    this.lead.isShort = isShort;
    this.changes.emit('change');
    await this.dropBehind();
  }

  /** Others go first while they have nothing to show; told again while that lasts, as this one's viewers play on. */
  giveWay(givesWay: boolean) {
    this.lead.givesWay = givesWay;
    this.changes.emit('change');
  }

  /** Tells the producer whenever it may have to go on or rest. */
  onChange(listener: () => void): () => void {
    this.changes.on('change', listener);
    return () => this.changes.off('change', listener);
  }

  /** Resolves while there is something to produce; rejects when the stream is closed. */
  async untilWanted(): Promise<void> {
    while (this.isAhead) await once(this.changes, 'change', { signal: this.abort.signal });
    this.abort.signal.throwIfAborted();
  }

  /** Whether somebody waits for the first segments; such a stream is in use, though nothing is read of it yet. */
  get isAwaited(): boolean {
    return this.waiting > 0;
  }
  private waiting = 0;

  /** Whether so many segments were made, or there is nothing more to wait for. */
  has(count: number): boolean {
    return this.nextIndex >= count || this.state.kind !== 'producing';
  }

  /** Resolves as soon as so many segments are made, or there is nothing more to wait for. Rejects when `signal` aborts. */
  async until(count: number, signal: AbortSignal): Promise<void> {
    this.waiting += 1;
    try {
      while (!this.has(count)) await once(this.changes, 'change', { signal });
    } finally {
      this.waiting -= 1;
    }
  }

  /** A viewer asks for a segment: production may go on from there. `undefined` when it is gone, or not made. */
  async want(index: number): Promise<Segment | undefined> {
    const segment = this.segments[index - (this.segments[0]?.index ?? 0)];
    if (segment !== undefined && this.lead.want(startOf(segment), segment.endSeconds)) {
      this.changes.emit('change');
      await this.dropBehind();
    }
    return segment;
  }

  /** Keeps nothing behind the furthest viewer: the disk is full, so that nobody would get anything else. */
  dropWatched(): Promise<void> {
    return this.dropBehind(0, 0);
  }

  private async dropBehind(
    behind = this.lead.isShort ? SHORT_BEHIND_SECONDS : BEHIND_SECONDS,
    leastListed = LEAST_TARGETS * this.targetDurationSeconds,
  ): Promise<void> {
    for (;;) {
      const first = this.segments[0];
      if (first === undefined) return;
      // What is being read at this moment is not behind.
      if (this.lead.wanted - startOf(first) <= Math.max(behind, first.durationSeconds)) return;
      if (this.lead.made - first.endSeconds < leastListed) return;
      this.segments.shift();
      this.losing.abort();
      if (first.discontinuity) this.discontinuitySequence += 1;
      await rm(first.path, { force: true });
      this.keptBytes -= first.bytes;
      this.changes.emit('change');
    }
  }
}

const startOf = ({ endSeconds, durationSeconds }: Segment) => endSeconds - durationSeconds;
