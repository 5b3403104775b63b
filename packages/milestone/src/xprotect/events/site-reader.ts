import type { Clock } from '../../clock.ts';
import type { Directory } from '../config/directory.ts';
import type { CameraBoard } from './camera-board.ts';

/** How long it is believed which cameras there are, in ms; less once one is heard of that was not among them. */
const TRUSTED_MS = 300_000;
const DOUBTED_MS = 30_000;

/** Keeps the board's cameras those of the site. */
export class SiteReader {
  #readAt = Number.NEGATIVE_INFINITY;
  #isDoubted = false;

  constructor(
    private readonly board: CameraBoard,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** A camera was heard of that is not on the board. */
  doubt(): void {
    this.#isDoubted = true;
  }

  /** @throws MilestoneError */
  async read(signal: AbortSignal): Promise<void> {
    const readAt = this.clock.now();
    this.#isDoubted = false;
    this.board.setSite(await this.directory.cameras(signal));
    this.#readAt = readAt;
  }

  /** Tells whether it was read. @throws MilestoneError */
  async readWhenOld(signal: AbortSignal): Promise<boolean> {
    const ageMs = this.clock.now() - this.#readAt;
    const isOld = ageMs >= (this.#isDoubted ? DOUBTED_MS : TRUSTED_MS);
    if (isOld) await this.read(signal);
    return isOld;
  }
}
