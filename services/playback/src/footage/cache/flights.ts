import type { CameraId } from '@playhead/contracts';
import { AbortedError } from '@playhead/milestone';
import type { Piece } from '../assemble.ts';
import type { Range } from '../footage.ts';
import { overlapOf } from '../ranges.ts';
import { type InTurn, Turn } from './turn.ts';

/** A question about a range that is being answered. Whoever needs the same waits for it instead of asking again. */
export class Flight {
  private readonly abort = new AbortController();
  private waiting = 0;
  private readonly turn: Turn;
  private readonly landing: Promise<readonly Piece[]>;

  /** `ask` may wait for its turn; without `inTurn` that is at once. */
  constructor(
    readonly range: Range,
    ask: (range: Range, signal: AbortSignal, turn: Turn) => Promise<readonly Piece[]>,
    inTurn?: InTurn,
  ) {
    this.turn = new Turn(inTurn);
    this.landing = ask(range, this.abort.signal, this.turn);
  }

  /** Somebody waits who asks out of turn. */
  hurry(): void {
    this.turn.hurry();
  }

  /** Nobody waits any more: the VMS has been hung up on. */
  get isGivenUp(): boolean {
    return this.abort.signal.aborted;
  }

  /**
   * The pieces that answer it. Once the signals of all who wait have aborted, nobody asks on.
   *
   * @throws AbortedError when `signal` aborts; MilestoneError
   */
  async land(signal?: AbortSignal): Promise<readonly Piece[]> {
    if (signal === undefined) {
      this.waiting += 1;
      return this.landing;
    }
    this.waiting += 1;
    let leave = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        this.waiting -= 1;
        if (this.waiting === 0) this.abort.abort();
        reject(new AbortedError('Nobody waits for the answer any more.'));
      };
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([this.landing, left]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Calls back when it is over, however it ended. */
  whenOver(then: () => void): void {
    this.landing.then(then, then);
  }
}

/** The flights of this instance. */
export class Flights {
  private readonly byCamera = new Map<CameraId, Set<Flight>>();

  /** Those that answer part of a range. */
  over(cameraId: CameraId, range: Range): Flight[] {
    return [...(this.byCamera.get(cameraId) ?? [])].filter(
      (flight) => !flight.isGivenUp && overlapOf(flight.range, range) !== undefined,
    );
  }

  add(cameraId: CameraId, flight: Flight): void {
    const flights = this.byCamera.get(cameraId) ?? new Set();
    this.byCamera.set(cameraId, flights.add(flight));
    flight.whenOver(() => {
      flights.delete(flight);
      if (flights.size === 0 && this.byCamera.get(cameraId) === flights) this.byCamera.delete(cameraId);
    });
  }
}
