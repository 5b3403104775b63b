import { type LiveEvent, LiveMessage, liveCloseCodes } from '@playhead/contracts';

export type LiveState = 'connecting' | 'live' | 'waiting';

type Wiring = {
  readonly url: string;
  readonly token: () => Promise<string>;
  readonly forgetToken: (refused: string) => void;
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: LiveState) => void;
  /** Called when events flow again after a break, or can't be told one by one: what changed must be asked for. */
  readonly onResume: () => void;
  readonly random?: () => number;
};

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
const HELLO_TIMEOUT_MS = 10_000;
/** So many promised signs of life missing, and the connection is dead. */
const MISSED_SIGNS = 3;

/** How long to wait before attempt `n` (from 0), in ms: doubling, half of it random, so that tabs do not come at once. */
export const reconnectDelay = (attempt: number, random: number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS) * (0.5 + random / 2);

/**
 * The stream of live events: signs in with the first message, comes back after a break with a fresh token, and says
 * which of the two it is doing. A network that is gone closes nothing: a socket that has fallen silent is left.
 */
export class LiveSocket {
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #wasLive = false;
  #heardAt = 0;
  /** In ms; undefined while the server has not promised to be heard. */
  #longestSilence: number | undefined;
  #lastEventId: string | undefined;
  #stopped = true;

  constructor(private readonly wiring: Wiring) {}

  start(): void {
    this.#stopped = false;
    addEventListener('online', this.#reconnectNow);
    addEventListener('offline', this.#breakOff);
    document.addEventListener('visibilitychange', this.#lookedAt);
    void this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    removeEventListener('online', this.#reconnectNow);
    removeEventListener('offline', this.#breakOff);
    document.removeEventListener('visibilitychange', this.#lookedAt);
    clearTimeout(this.#timer);
    this.#leave();
  }

  readonly #reconnectNow = () => {
    if (this.#stopped || this.#socket) return;
    clearTimeout(this.#timer);
    void this.#connect();
  };

  readonly #breakOff = () => {
    this.#leave();
    this.#wait();
  };

  /** Timers of a page that nobody sees, or of a machine that sleeps, ring late. */
  readonly #lookedAt = () => {
    if (document.visibilityState !== 'visible') return;
    if (this.#longestSilence !== undefined && Date.now() - this.#heardAt > this.#longestSilence) {
      this.#leave();
    }
    this.#reconnectNow();
  };

  async #connect(): Promise<void> {
    this.wiring.onState('connecting');
    const token = await this.wiring.token().catch(() => undefined);
    if (this.#stopped || this.#socket) return;
    if (token === undefined) this.#wait();
    else this.#open(token);
  }

  #open(token: string): void {
    const socket = new WebSocket(this.wiring.url);
    this.#socket = socket;
    this.#longestSilence = undefined;
    this.#timer = setTimeout(this.#breakOff, HELLO_TIMEOUT_MS);

    socket.onopen = () => {
      const resume = this.#lastEventId === undefined ? {} : { lastEventId: this.#lastEventId };
      socket.send(JSON.stringify({ type: 'authenticate', token, ...resume }));
    };
    socket.onmessage = ({ data }) => {
      if (this.#socket === socket) this.#read(String(data));
    };
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      if (code === liveCloseCodes.signInRequired || code === liveCloseCodes.tokenExpired) {
        this.wiring.forgetToken(token);
      }
      this.#wait();
    };
  }

  #read(data: string): void {
    this.#listen();
    const message = LiveMessage.safeParse(JSON.parse(data));
    if (!message.success) return; // a kind of event that this version of the page does not know
    if (message.data.type === 'alive') return;
    if ('lastEventId' in message.data) this.#lastEventId = message.data.lastEventId;
    if (message.data.type === 'authenticated') {
      this.#greeted(message.data.aliveSeconds);
    } else if (message.data.type === 'resync') {
      this.wiring.onResume();
    } else {
      if (message.data.id !== '') this.#lastEventId = message.data.id; // progress is not kept, so it has no place
      this.wiring.onEvent(message.data);
    }
  }

  #greeted(aliveSeconds: number | undefined): void {
    clearTimeout(this.#timer);
    this.#longestSilence = aliveSeconds && aliveSeconds * MISSED_SIGNS * 1000;
    this.#listen();
    this.#attempt = 0;
    this.wiring.onState('live');
    if (this.#wasLive) this.wiring.onResume();
    this.#wasLive = true;
  }

  /** The socket has just been heard: from here its silence counts, if it promised not to be silent. */
  #listen(): void {
    this.#heardAt = Date.now();
    if (this.#longestSilence === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#leave();
      this.#reconnectNow();
    }, this.#longestSilence);
  }

  /** What a socket says that was left is not heard any more: a dead one takes minutes to say that it is closed. */
  #leave(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#longestSilence = undefined;
    if (socket) leave(socket);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.wiring.onState('waiting');
    const delay = reconnectDelay(this.#attempt, (this.wiring.random ?? Math.random)());
    this.#attempt += 1;
    this.#timer = setTimeout(() => void this.#connect(), delay);
  }
}

/** Closes a socket that nobody needs any more. One that is still opening is let open first: browsers call the rest a failure. */
function leave(socket: WebSocket): void {
  if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
  else socket.close();
}
