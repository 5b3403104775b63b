import { sleep } from '../../calls/abort.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Clock } from '../../clock.ts';
import { MilestoneError } from '../../errors.ts';
import type { DeviceStatuses } from '../status/device-status.ts';
import type { CameraBoard } from './camera-board.ts';
import type { SiteReader } from './site-reader.ts';

/** How often recorders are asked, in ms. */
export const ASK_MS = 5_000;

interface Parts {
  calls: Calls;
  board: CameraBoard;
  site: SiteReader;
  statuses: DeviceStatuses;
  clock: Clock;
}

/** Writes on the board what the recorders say again and again, for a VMS without events. */
export class AskingAround {
  constructor(private readonly parts: Parts) {}

  /** Asks for so long. @throws AbortedError */
  async run(durationMs: number, signal: AbortSignal): Promise<void> {
    const { calls, board, clock } = this.parts;
    const until = clock.now() + durationMs;
    while (clock.now() < until) {
      try {
        await calls.run('followCameras', { signal }, (inTime) => this.#ask(inTime));
      } catch (error) {
        if (signal.aborted || !(error instanceof MilestoneError)) throw error;
        board.lost(error);
      }
      await sleep(clock, ASK_MS, signal);
    }
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const { board, site, statuses } = this.parts;
    await site.readWhenOld(signal);
    const told = await statuses.of(board.cameras, signal);
    // A recorder that is away says so by its cameras.
    board.setAllPresent();
    for (const [deviceId, condition] of told) board.hear(deviceId, condition);
    board.tellAnew();
  }
}
