import { linkSignals, sleep } from '../../calls/abort.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Clock } from '../../clock.ts';
import { AbortedError, MilestoneError, ProtocolError, UnavailableError } from '../../errors.ts';
import type { MilestoneLog } from '../../log.ts';
import type { TokenKeeper } from '../../session/token-keeper.ts';
import { type Rejectable, tokenRejected, withToken } from '../../session/with-token.ts';
import type { CameraBoard } from './camera-board.ts';
import type { Doubts } from './doubts.ts';
import { EventsConnection } from './events-connection.ts';
import { type Begun, EventsSession } from './events-session.ts';
import type { RecorderWatch } from './recorder-watch.ts';
import type { SiteReader } from './site-reader.ts';
import { type CameraEvent, wordOf } from './wire.ts';

/** How often recorders are looked at, in ms. */
const LOOK_MS = 5_000;
/** Events that are kept while it is asked how the cameras are: several of each camera of the largest site. */
const MOST_HELD = 50_000;

interface Parts {
  calls: Calls;
  baseUrl: string;
  accessTokens: TokenKeeper;
  board: CameraBoard;
  site: SiteReader;
  doubts: Doubts;
  recorders: RecorderWatch;
  clock: Clock;
  log: MilestoneLog;
}

/** How a connection ended, or why there was none. `RefusedError` where the VMS offers no events. */
interface Ended {
  reason: MilestoneError;
  wasMade: boolean;
}

/** Writes on the board what the events WebSocket tells. */
export class EventsListener {
  readonly #session: EventsSession;
  /** Whether the board holds what the session's first states and the recorders told. */
  #isSurveyed = false;

  constructor(private readonly parts: Parts) {
    this.#session = new EventsSession(parts.clock);
  }

  /** One connection to its end. @throws AbortedError */
  async listen(signal: AbortSignal): Promise<Ended> {
    const link = linkSignals(signal);
    try {
      const connection = await this.#connect(link.signal);
      const work = [this.parts.doubts.run(link.signal), this.#watchRecorders(link.signal)];
      try {
        const reason = await Promise.race([connection.ended, ...work]);
        // To go on behind what can not be read would bring it again.
        if (reason instanceof ProtocolError) this.#session.forget();
        return { reason, wasMade: true };
      } finally {
        connection.close();
        this.#session.broke();
        link.abort(new AbortedError('The connection to the events of the VMS is over.'));
        await Promise.allSettled(work);
      }
    } catch (error) {
      if (signal.aborted || !(error instanceof MilestoneError)) throw error;
      return { reason: error, wasMade: false };
    } finally {
      link.release();
    }
  }

  /** A connection that is listened to, once it is known how all cameras are. */
  #connect(signal: AbortSignal): Promise<EventsConnection> {
    const { calls, accessTokens } = this.parts;
    return calls.run('followCameras', { signal }, (inTime) =>
      withToken(accessTokens, inTime, (token) => this.#connectWith(token, inTime)),
    );
  }

  async #connectWith(token: string, signal: AbortSignal): Promise<Rejectable<EventsConnection>> {
    const { baseUrl, clock, board, doubts } = this.parts;
    const held: CameraEvent[] = [];
    let hear = (event: CameraEvent): void => {
      if (held.length <= MOST_HELD) held.push(event);
    };
    const onEvents = (events: readonly CameraEvent[]) => {
      for (const event of events) hear(event);
    };
    const connection = await EventsConnection.open({ baseUrl, token, clock, onEvents }, signal);
    if (connection === tokenRejected) return tokenRejected;
    let isHeard = false;
    try {
      const begun = await this.#session.begin(connection, { wantsStates: !board.isTold }, signal);
      if (begun === tokenRejected) return tokenRejected;
      await this.#takeIn(begun, signal);
      if (held.length > MOST_HELD)
        throw new UnavailableError('The VMS sends events faster than they can be read.');
      hear = (event) => this.#hear(event);
      onEvents(held);
      await doubts.settle(signal);
      board.tellAnew();
      isHeard = true;
      return connection;
    } finally {
      if (!isHeard) connection.close();
    }
  }

  /** With a new session nothing that was heard before holds. */
  async #takeIn({ isResumed, states = [] }: Begun, signal: AbortSignal): Promise<void> {
    const { board, site, doubts, recorders } = this.parts;
    const isSurveyed = isResumed && this.#isSurveyed;
    if (!isSurveyed) {
      this.#isSurveyed = false;
      board.clear();
      doubts.clear();
      await site.read(signal);
      await recorders.look(signal);
    }
    for (const state of states) this.#take(state);
    if (isSurveyed) return;
    doubts.addUnknown();
    await doubts.settle(signal);
    this.#isSurveyed = true;
  }

  #hear(event: CameraEvent): void {
    this.#session.heard(event);
    this.#take(event);
  }

  #take(event: CameraEvent): void {
    const { board, site, doubts } = this.parts;
    const said = wordOf(event);
    if (said === undefined) return;
    const { deviceId, word } = said;
    if (board.camera(deviceId) === undefined) {
      site.doubt();
    } else if (word.recording !== undefined) {
      board.hear(deviceId, word);
    } else if (word.connected) {
      doubts.drop(deviceId);
      board.hear(deviceId, { state: 'online' });
    } else {
      doubts.addStopped(deviceId);
    }
  }

  async #watchRecorders(signal: AbortSignal): Promise<never> {
    const { site, doubts, recorders, clock, log } = this.parts;
    for (;;) {
      await sleep(clock, LOOK_MS, signal);
      try {
        if (await site.readWhenOld(signal)) doubts.addUnknown();
        await recorders.look(signal);
      } catch (error) {
        if (signal.aborted || !(error instanceof MilestoneError)) throw error;
        log('warn', `The recording servers could not be looked at: ${error.message}`);
      }
    }
  }
}
