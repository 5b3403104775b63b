import { vi } from 'vitest';
import { LiveSocket } from '../live-socket.ts';

/** A WebSocket whose server is the test. */
export class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly opened: FakeSocket[] = [];
  readyState = FakeSocket.CONNECTING;
  closedWhileConnecting = false;
  onopen: (() => void) | undefined;
  onmessage: ((message: { data: string }) => void) | undefined;
  onclose: ((event: { code: number }) => void) | undefined;
  readonly sent: unknown[] = [];

  constructor(readonly url: string) {
    FakeSocket.opened.push(this);
  }

  send(data: string) {
    this.sent.push(JSON.parse(data));
  }

  close(code = 1000) {
    this.closedWhileConnecting = this.readyState === FakeSocket.CONNECTING;
    this.readyState = 3;
    this.onclose?.({ code });
  }

  open() {
    this.readyState = 1;
    this.onopen?.();
  }

  greet() {
    this.open();
    this.say({ type: 'authenticated' });
  }

  say(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

export const sockets = () => FakeSocket.opened;
export const latest = () => {
  const socket = sockets().at(-1);
  if (!socket) throw new Error('no socket was opened');
  return socket;
};

type Seen = { events: string[]; states: string[]; resumed: number; forgotten: string[] };

/** A live socket, not started yet, and what it has told. */
export function givenLiveSocket() {
  const seen: Seen = { events: [], states: [], resumed: 0, forgotten: [] };
  let tokens = 0;
  const socket = new LiveSocket({
    url: 'ws://localhost/ws',
    token: async () => {
      tokens += 1;
      return `token-${tokens}`;
    },
    forgetToken: (refused) => seen.forgotten.push(refused),
    onEvent: ({ id }) => seen.events.push(id),
    onState: (state) => seen.states.push(state),
    onResume: () => {
      seen.resumed += 1;
    },
    random: () => 1,
  });
  return { socket, seen };
}

/** Lets promises settle and timers up to `ms` ring. */
export const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** Every WebSocket of the page is a fake from now on, and time passes when told. */
export function fakeSockets(): void {
  FakeSocket.opened.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
}
