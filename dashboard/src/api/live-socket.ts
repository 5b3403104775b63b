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

/** How long to wait before attempt `n` (from 0), in ms: doubling, half of it random, so that tabs do not come at once. */
export const reconnectDelay = (attempt: number, random: number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS) * (0.5 + random / 2);

/**
 * The stream of live events: signs in with the first message, comes back after a break with a fresh token, and says
 * which of the two it is doing.
 */
export class LiveSocket {
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #wasLive = false;
  #lastEventId: string | undefined;
  #stopped = true;

  constructor(private readonly wiring: Wiring) {}

  start(): void {
    this.#stopped = false;
    addEventListener('online', this.#reconnectNow);
    void this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    removeEventListener('online', this.#reconnectNow);
    clearTimeout(this.#timer);
    if (this.#socket) leave(this.#socket);
    this.#socket = undefined;
  }

  readonly #reconnectNow = () => {
    if (this.#stopped || this.#socket) return;
    clearTimeout(this.#timer);
    void this.#connect();
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
    this.#timer = setTimeout(() => socket.close(), HELLO_TIMEOUT_MS);

    socket.onopen = () => {
      const resume = this.#lastEventId === undefined ? {} : { lastEventId: this.#lastEventId };
      socket.send(JSON.stringify({ type: 'authenticate', token, ...resume }));
    };
    socket.onmessage = ({ data }) => this.#read(String(data));
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
    const message = LiveMessage.safeParse(JSON.parse(data));
    if (!message.success) return; // a kind of event that this version of the page does not know
    if ('lastEventId' in message.data) this.#lastEventId = message.data.lastEventId;
    if (message.data.type === 'authenticated') {
      this.#greeted();
    } else if (message.data.type === 'resync') {
      this.wiring.onResume();
    } else {
      if (message.data.id !== '') this.#lastEventId = message.data.id; // progress is not kept, so it has no place
      this.wiring.onEvent(message.data);
    }
  }

  #greeted(): void {
    clearTimeout(this.#timer);
    this.#attempt = 0;
    this.wiring.onState('live');
    if (this.#wasLive) this.wiring.onResume();
    this.#wasLive = true;
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
