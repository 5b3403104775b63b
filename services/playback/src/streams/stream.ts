import { EventEmitter, once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import type { Segment } from './playlist.ts';

/** Production rests while this much is ready that nobody has asked for, in seconds. */
const AHEAD_SECONDS = 30;
/** Segments this far behind the furthest viewer are dropped, in seconds. */
const BEHIND_SECONDS = 300;

export type StreamState = { kind: 'producing' } | { kind: 'ended' } | { kind: 'failed'; error: unknown };

export interface StreamIdentity {
  id: string;
  camera: PlayableCamera;
  startTime: Date;
  speed: number;
  directory: string;
  openedAt: Date;
}

/** One HLS stream of one camera, shared by all who watch it. Knows its segments; others make and serve them. */
export class PlaybackStream {
  readonly segments: Segment[] = [];
  readonly abort = new AbortController();
  state: StreamState = { kind: 'producing' };
  lastUsedAt: Date;
  discontinuitySequence = 0;
  private readonly changes = new EventEmitter();
  private nextIndex = 0;
  private producedSeconds = 0;
  private wantedSeconds = 0;

  constructor(readonly identity: StreamIdentity) {
    this.lastUsedAt = identity.openedAt;
    this.changes.setMaxListeners(0);
  }

  get nextSegmentIndex() {
    return this.nextIndex;
  }

  /** Whether enough is ready for now. */
  get isAhead(): boolean {
    return this.producedSeconds - this.wantedSeconds >= AHEAD_SECONDS;
  }

  /** Fixed by the first segment, as RFC 8216 forbids to change it later. */
  get targetDurationSeconds(): number {
    return Math.max(2, Math.ceil(this.firstDurationSeconds));
  }
  private firstDurationSeconds = 0;

  add(segment: Omit<Segment, 'index'>) {
    if (this.nextIndex === 0) this.firstDurationSeconds = segment.durationSeconds;
    this.segments.push({ ...segment, index: this.nextIndex });
    this.nextIndex += 1;
    this.producedSeconds += segment.durationSeconds;
    this.changes.emit('change');
  }

  settle(state: StreamState) {
    this.state = state;
    this.changes.emit('change');
  }

  /** Tells the producer whenever it may have to go on or rest. */
  onChange(listener: () => void): () => void {
    this.changes.on('change', listener);
    return () => this.changes.off('change', listener);
  }

  /** Whether somebody waits for the first segment; such a stream is in use, though nothing is read of it yet. */
  get isAwaited(): boolean {
    return this.waiting > 0;
  }
  private waiting = 0;

  /** Resolves as soon as there is something to play, or nothing more to wait for. Rejects when `signal` aborts. */
  async ready(signal: AbortSignal): Promise<void> {
    this.waiting += 1;
    try {
      while (this.nextIndex === 0 && this.state.kind === 'producing') {
        await once(this.changes, 'change', { signal });
      }
    } finally {
      this.waiting -= 1;
    }
  }

  /** A viewer asks for a segment: production may go on from there. `undefined` when it is gone, or not made. */
  async want(index: number): Promise<Segment | undefined> {
    const segment = this.segments.find((candidate) => candidate.index === index);
    if (segment === undefined) return undefined;
    const behind = this.segments.filter((later) => later.index > index);
    const end = this.producedSeconds - behind.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
    if (end > this.wantedSeconds) {
      this.wantedSeconds = end;
      this.changes.emit('change');
      await this.dropBehind();
    }
    return segment;
  }

  private async dropBehind(): Promise<void> {
    const keptSeconds = () => this.segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
    const limit = this.producedSeconds - this.wantedSeconds + BEHIND_SECONDS;
    while (keptSeconds() > limit) {
      const dropped = this.segments.shift();
      if (dropped === undefined) return;
      if (dropped.discontinuity) this.discontinuitySequence += 1;
      await rm(dropped.path, { force: true });
    }
  }
}
