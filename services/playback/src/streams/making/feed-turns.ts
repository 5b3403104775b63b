import { Injectable } from '@nestjs/common';

/** So many pieces of video pass in a turn of the event loop: all other work waits until they are cut. */
export const PIECES_IN_A_TURN = 8;

/**
 * The pieces of video that all streams want cut, a few in each turn of the event loop. Whatever takes several turns, as
 * answering a request does, would else wait for a piece of every stream each time (decision 39).
 */
@Injectable()
export class FeedTurns {
  private readonly needed = new Set<() => void>();
  private readonly others = new Set<() => void>();
  private isDue = false;

  /**
   * Calls `pass` once, in a coming turn of the event loop: who came first goes first, needed pieces before all others.
   * What is answered ends the wait.
   */
  wait(pass: () => void, isNeeded: boolean): () => void {
    const line = isNeeded ? this.needed : this.others;
    line.add(pass);
    this.schedule();
    return () => line.delete(pass);
  }

  private schedule(): void {
    if (this.isDue) return;
    this.isDue = true;
    setImmediate(() => this.run());
  }

  private run(): void {
    this.isDue = false;
    for (let passed = 0; passed < PIECES_IN_A_TURN; passed += 1) {
      const line = this.needed.size > 0 ? this.needed : this.others;
      const [pass] = line;
      if (pass === undefined) return;
      line.delete(pass);
      pass();
    }
    this.schedule();
  }
}
