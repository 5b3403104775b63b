import { setGoingTo, setPlayhead } from '../../../playback/playhead.store.ts';
import { serverNow } from '../../../time/server-clock.ts';
import type { OpenSource } from '../hls-source.ts';
import { keepSpeed, usePlayerStore } from '../player.store.ts';
import { paceOf, type Speed } from '../speeds.ts';
import { emptyGrid, silence, useGridStore } from './grid.store.ts';
import { SharedClock } from './shared-clock.ts';
import { type ClockState, Tile, type TileView } from './tile.ts';

/** How often pictures are held against the clock, in ms. */
const TICK_MS = 100;
/** The clock stays so far behind now, in ms: the newest pictures reach the VMS's index late. */
const LIVE_DELAY_MS = 10_000;

type Wiring = {
  readonly openSource: OpenSource;
  /** A monotonic clock, in ms. */
  readonly now?: () => number;
};

/** Plays several cameras by one clock. Who follows badly is corrected; the clock never follows a picture. */
export class GridEngine {
  readonly #now: () => number;
  readonly #clock: SharedClock;
  readonly #tiles = new Map<string, Tile>();
  readonly #ticking: ReturnType<typeof setInterval>;
  /** Undefined until a moment was asked for. */
  #begun = false;

  constructor(private readonly wiring: Wiring) {
    this.#now = wiring.now ?? (() => performance.now());
    this.#clock = new SharedClock(this.#now);
    this.#clock.pace(usePlayerStore.getState().speed);
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
  }

  /** A camera joins, with the two elements that show it; it goes when the answer is called. */
  add(cameraId: string, videos: readonly [HTMLVideoElement, HTMLVideoElement]): () => void {
    const { openSource } = this.wiring;
    const tile = new Tile({ videos, cameraId, openSource, now: this.#now, onSilenced: silence });
    this.#tiles.set(cameraId, tile);
    if (this.#begun) tile.open(this.#clock.at, this.#pace());
    return () => {
      tile.dispose();
      if (this.#tiles.get(cameraId) !== tile) return;
      this.#tiles.delete(cameraId);
      if (useGridStore.getState().heard === cameraId) silence();
    };
  }

  /** Shows the moment `at` (epoch ms) on all; the first one plays. */
  open(at: number): void {
    if (!this.#begun) useGridStore.setState({ wanted: 'play' });
    this.#begun = true;
    setGoingTo(undefined);
    this.#clock.run(false);
    this.#clock.set(Math.min(at, serverNow() - LIVE_DELAY_MS));
    for (const tile of this.#tiles.values()) tile.open(this.#clock.at, this.#pace());
    this.#tick();
  }

  /** Opens a camera's stream anew at the moment of the clock. */
  retry(cameraId: string): void {
    this.#tiles.get(cameraId)?.open(this.#clock.at, this.#pace());
  }

  play(): void {
    useGridStore.setState({ wanted: 'play' });
    this.#tick();
  }

  pause(): void {
    useGridStore.setState({ wanted: 'pause' });
    this.#tick();
  }

  /** Goes on from the moment of the clock at another speed or in the other direction. */
  setSpeed(speed: Speed): void {
    const before = this.#pace();
    keepSpeed(speed);
    this.#clock.pace(speed);
    if (!this.#begun) return;
    const other = before.stream !== this.#pace().stream;
    if (other) this.open(this.#clock.at);
    else for (const tile of this.#tiles.values()) tile.pace(this.#pace());
  }

  dispose(): void {
    clearInterval(this.#ticking);
    for (const tile of this.#tiles.values()) tile.dispose();
    this.#tiles.clear();
    useGridStore.setState(emptyGrid, true);
    setPlayhead(undefined);
    setGoingTo(undefined);
  }

  #pace() {
    return paceOf(usePlayerStore.getState().speed);
  }

  #tick(): void {
    if (!this.#begun) return;
    const tiles = [...this.#tiles.values()];
    const without = (...phases: readonly TileView['phase'][]) =>
      tiles.length > 0 && tiles.every(({ view }) => phases.includes(view.phase));
    if (without('empty')) useGridStore.setState({ wanted: 'pause' });
    const { wanted, heard } = useGridStore.getState();
    // Where none could show a picture, time would pass unseen.
    const held = wanted === 'play' && (tiles.some((tile) => tile.holdsUp) || without('empty', 'failed'));
    const state: ClockState = wanted === 'pause' ? 'stands' : held ? 'held' : 'runs';
    this.#clock.run(state === 'runs');
    const newest = serverNow() - LIVE_DELAY_MS;
    if (this.#clock.at > newest) this.#clock.set(newest);
    if (state === 'runs') this.#leaveSharedGap(tiles);
    const { at } = this.#clock;
    for (const [cameraId, tile] of this.#tiles) {
      tile.heard = cameraId === heard;
      tile.follow(at, state);
    }
    this.#publish(at, held);
  }

  /** Where none of them has footage nobody wants to wait: the clock jumps to where the first has some again. */
  #leaveSharedGap(tiles: readonly Tile[]): void {
    const forward = usePlayerStore.getState().speed > 0;
    const ends = tiles.flatMap(({ view }) => {
      if (view.phase === 'gap') return [forward ? view.gap.to : view.gap.from];
      return view.phase === 'empty' ? [] : [undefined];
    });
    const known = ends.filter((end) => end !== undefined);
    if (known.length === 0 || known.length < ends.length) return;
    this.#clock.set(forward ? Math.min(...known) : Math.max(...known));
  }

  #publish(at: number, held: boolean): void {
    const tiles = new Map(
      [...this.#tiles].map(([id, tile]) => [id, { ...tile.view, shownAt: tile.shownAt }] as const),
    );
    useGridStore.setState({ held, tiles });
    setPlayhead(at);
  }
}
