/** What is shown later than this after its time is left out, in ms. */
const LATE_MS = 150;

/**
 * When things are shown that come as fast as they are taken. Whatever comes late shifts all that follow, as a player
 * that waits for more; but where its taker was late, things are left out, so that no backlog builds up.
 */
export class Pace {
  private begunAt: number | undefined;

  /**
   * How long the thing for `atSeconds` of playing waits until it is shown, in ms; `undefined` where it is left out.
   * `askedAt` is when it was asked for and `cameAt` when it came, in ms of one clock.
   */
  waitOf(atSeconds: number, askedAt: number, cameAt: number): number | undefined {
    const at = atSeconds * 1000;
    this.begunAt ??= cameAt - at;
    this.begunAt += Math.max(0, cameAt - Math.max(askedAt, this.begunAt + at));
    const wait = this.begunAt + at - cameAt;
    return wait < -LATE_MS ? undefined : Math.max(0, wait);
  }
}
