import {
  liveCloseCodes,
  type PlaybackNews,
  type PlaybackSessionEnd,
  type PlaybackSessionId,
  type PlaybackState,
  type Problem,
} from '@playhead/contracts';
import type { Principal } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import type { Sight } from './sight.ts';

/** The connection to a client, as far as telling it is concerned. */
export interface SocketConnection {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Bytes accepted but not yet sent. */
  readonly bufferedAmount: number;
}

/** Past this a client is too slow to follow and has to come back. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** Messages of one client that may wait for their turn. */
const MAX_WAITING = 32;

/** A session that a client follows; `state` is the newest that it was told of. */
export interface Joined extends Sight {
  camera: PlayableCamera;
  /** The code of what keeps it from being seen, as far as the client was told. */
  problem?: string | undefined;
}

/** Why the client follows a session no more, as far as it is told. */
export interface Leaving {
  reason?: PlaybackSessionEnd | undefined;
  state?: PlaybackState | undefined;
  reference?: string | undefined;
}

/** One client of `/api/v1/playback/ws`: its messages are answered in turn, and it is told of the sessions it joined. */
export class SocketClient {
  readonly joined = new Map<PlaybackSessionId, Joined>();
  readonly gone = new AbortController();
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly connection: SocketConnection,
    readonly principal: Principal,
  ) {}

  /** Does what a message of the client asks for, after all that came before it. It must not fail. */
  inTurn(work: () => Promise<void>) {
    if (this.waiting >= MAX_WAITING) {
      this.connection.close(liveCloseCodes.tooSlow, 'too many messages at once');
      return;
    }
    this.waiting += 1;
    this.afterwards(() =>
      work().finally(() => {
        this.waiting -= 1;
      }),
    );
  }

  /** Does what is to be done for the client, after all that came before it. It must not fail. */
  afterwards(work: () => Promise<void>) {
    this.last = this.last.then(work);
  }

  /** The answer to what the client asked for itself. */
  answer(camera: PlayableCamera, sight: Sight, reference: string | undefined) {
    this.joined.set(sight.state.sessionId, { camera, ...sight });
    this.tell({ type: 'state', state: sight.state, reference });
  }

  /** News of a session that it joined, unless it knows already. What follows a problem says that this is over. */
  follow({ state, lookAt }: Sight) {
    const joined = this.joined.get(state.sessionId);
    if (joined === undefined || joined.state.version > state.version) return;
    const isKnown = joined.state.version === state.version && joined.state.status === state.status;
    this.joined.set(state.sessionId, { ...joined, state, lookAt, problem: undefined });
    if (!isKnown || joined.problem !== undefined) this.tell({ type: 'state', state });
  }

  /** News that a session can't be seen, unless it knows already. It is looked at again at `lookAt` (epoch ms). */
  miss(sessionId: PlaybackSessionId, problem: Problem, lookAt: number) {
    const joined = this.joined.get(sessionId);
    if (joined === undefined) return;
    this.joined.set(sessionId, { ...joined, lookAt, problem: problem.code });
    if (joined.problem !== problem.code) this.tell({ type: 'problem', problem });
  }

  /** The sessions that may have changed by themselves until now (epoch ms); each is told once. */
  due(now: number): PlaybackSessionId[] {
    const due = [...this.joined].filter(([, { lookAt }]) => lookAt !== undefined && lookAt <= now);
    for (const [, joined] of due) joined.lookAt = undefined;
    return due.map(([id]) => id);
  }

  leave(sessionId: PlaybackSessionId, { reason, state, reference }: Leaving = {}) {
    this.joined.delete(sessionId);
    this.tell({ type: 'left', sessionId, reason, state, reference });
  }

  tell(news: PlaybackNews) {
    if (this.connection.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.connection.close(liveCloseCodes.tooSlow, 'too slow');
    } else {
      this.connection.send(JSON.stringify(news));
    }
  }
}
