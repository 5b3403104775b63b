import {
  liveCloseCodes,
  type PlaybackNews,
  type PlaybackSessionId,
  type PlaybackState,
} from '@playhead/contracts';
import type { Principal } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';

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

interface Joined {
  camera: PlayableCamera;
  /** The newest version that the client was told of. */
  version: number;
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

  /** Does the work after all that came before it. It must not fail. */
  inTurn(work: () => Promise<void>) {
    if (this.waiting >= MAX_WAITING) {
      this.connection.close(liveCloseCodes.tooSlow, 'too many messages at once');
      return;
    }
    this.waiting += 1;
    this.last = this.last.then(work).finally(() => {
      this.waiting -= 1;
    });
  }

  /** The answer to what the client asked for itself. */
  answer(camera: PlayableCamera, state: PlaybackState, reference: string | undefined) {
    this.joined.set(state.sessionId, { camera, version: state.version });
    this.tell({ type: 'state', state, reference });
  }

  /** News of a session that it joined, unless it knows already. */
  follow(state: PlaybackState) {
    const joined = this.joined.get(state.sessionId);
    if (joined === undefined || joined.version >= state.version) return;
    joined.version = state.version;
    this.tell({ type: 'state', state });
  }

  leave(sessionId: PlaybackSessionId, reference?: string) {
    this.joined.delete(sessionId);
    this.tell({ type: 'left', sessionId, reference });
  }

  tell(news: PlaybackNews) {
    if (this.connection.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.connection.close(liveCloseCodes.tooSlow, 'too slow');
    } else {
      this.connection.send(JSON.stringify(news));
    }
  }
}
