import { linkSignals, sleep } from '../../calls/abort.ts';
import type { Calls } from '../../calls/calls.ts';
import { backoffMs, type RetryPolicy } from '../../calls/retry.ts';
import { AbortedError, CredentialsRefusedError, type MilestoneError, RefusedError } from '../../errors.ts';
import type { CallOptions, VmsConditionNews } from '../../milestone-client.ts';
import type { TokenKeeper } from '../../session/token-keeper.ts';
import type { Directory } from '../config/directory.ts';
import type { Recorders } from '../recorder/recorders.ts';
import type { DeviceStatuses } from '../status/device-status.ts';
import { ASK_MS, AskingAround } from './asking-around.ts';
import { CameraBoard } from './camera-board.ts';
import { Doubts } from './doubts.ts';
import { EventsListener } from './events-listener.ts';
import { News } from './news.ts';
import { RecorderWatch } from './recorder-watch.ts';
import { SiteReader } from './site-reader.ts';

/** The longest pause between two connections, and how long one must hold to count as good, in ms. */
const LONGEST_PAUSE_MS = 30_000;
/** A VMS without events may be upgraded: they are tried again so often, in ms. */
const EVENTS_AGAIN_MS = 300_000;
/** So many connections in a row could not be made: from then on recorders are asked, and events tried again so often. */
const FAILED_CONNECTIONS = 3;
const EVENTS_SOON_MS = 60_000;

interface Parts {
  calls: Calls;
  baseUrl: string;
  accessTokens: TokenKeeper;
  directory: Directory;
  recorders: Recorders;
  statuses: DeviceStatuses;
  retryPolicy: RetryPolicy;
}

/** Follows the cameras, for each reader with a connection of its own, for as long as it reads. */
export class CameraFollowing {
  constructor(private readonly parts: Parts) {}

  async *follow({ signal }: CallOptions = {}): AsyncGenerator<VmsConditionNews, never> {
    const link = linkSignals(this.parts.calls.lifetime, signal);
    const news = new News();
    const work = this.#run(news, link.signal).catch((error: unknown) => news.fail(error));
    try {
      for (;;) yield await news.next(link.signal);
    } finally {
      link.abort(new AbortedError('The cameras are followed no more.'));
      link.release();
      await work;
    }
  }

  /** By events, or by asking around where there are none, or none for now. @throws AbortedError in the end. */
  async #run(news: News, signal: AbortSignal): Promise<never> {
    const { clock, log } = this.parts.retryPolicy;
    const board = new CameraBoard(news);
    const { listener, asking } = this.#waysToWrite(board);
    let failed = 0;
    for (let attempt = 1; ; attempt += 1) {
      const startedAt = clock.now();
      const { reason, wasMade } = await listener.listen(signal);
      failed = wasMade ? 0 : failed + 1;
      const askingMs = askingFor(reason, failed);
      if (askingMs > 0) {
        log('info', `${reason.message} Its recording servers are asked every ${ASK_MS / 1000} s instead.`);
        await asking.run(askingMs, signal);
        attempt = 0;
        continue;
      }
      if (!wasMade) board.lost(reason);
      if (clock.now() - startedAt >= LONGEST_PAUSE_MS) attempt = 1;
      const waitMs = this.#pauseMs(reason, attempt);
      log('info', `Connecting to the events of the VMS again in ${waitMs} ms: ${reason.message}`);
      await sleep(clock, waitMs, signal);
    }
  }

  #waysToWrite(board: CameraBoard) {
    const { calls, baseUrl, accessTokens, directory, recorders, statuses, retryPolicy } = this.parts;
    const { clock, log } = retryPolicy;
    const site = new SiteReader(board, directory, clock);
    const doubts = new Doubts({ board, statuses, log });
    const watch = new RecorderWatch({ board, recorders, statuses, clock, log });
    const common = { calls, board, site, clock };
    return {
      listener: new EventsListener({ ...common, baseUrl, accessTokens, doubts, recorders: watch, log }),
      asking: new AskingAround({ ...common, statuses }),
    };
  }

  #pauseMs({ retryAfterSeconds = 0 }: MilestoneError, attempt: number): number {
    const pauseMs = Math.min(backoffMs(attempt, this.parts.retryPolicy), LONGEST_PAUSE_MS);
    return Math.max(retryAfterSeconds * 1000, pauseMs);
  }
}

/** For how long the recorders are asked instead, in ms; 0 where events are tried again at once. An account that is refused is so everywhere. */
function askingFor(reason: MilestoneError, failed: number): number {
  if (reason instanceof RefusedError) return EVENTS_AGAIN_MS;
  if (reason instanceof CredentialsRefusedError || failed < FAILED_CONNECTIONS) return 0;
  return Math.max(EVENTS_SOON_MS, (reason.retryAfterSeconds ?? 0) * 1000);
}
