import { liveCloseCodes } from '@playhead/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anEvent } from '../testing/fixtures.ts';
import { LiveSocket, reconnectDelay } from './live-socket.ts';

/** A WebSocket whose server is the test. */
class FakeSocket {
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

const sockets = () => FakeSocket.opened;
const latest = () => {
  const socket = sockets().at(-1);
  if (!socket) throw new Error('no socket was opened');
  return socket;
};

type Seen = { events: string[]; states: string[]; resumed: number; forgotten: string[] };

function given() {
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
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  FakeSocket.opened.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the live socket', () => {
  it('signs in with its first message and then is live', async () => {
    const { socket, seen } = given();
    socket.start();
    await pass();
    latest().greet();

    expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-1' }]);
    expect(seen.states).toEqual(['connecting', 'live']);
    socket.stop();
  });

  it('hands on events, and passes over kinds it does not know', async () => {
    const { socket, seen } = given();
    socket.start();
    await pass();
    latest().greet();
    latest().say(anEvent({ id: 'e1' }));
    latest().say({ type: 'camera_exploded', id: 'e2' });

    expect(seen.events).toEqual(['e1']);
    socket.stop();
  });

  it('comes back after a break with a fresh token, resumes where it was and asks for what was missed', async () => {
    const { socket, seen } = given();
    socket.start();
    await pass();
    latest().greet();
    latest().say(anEvent({ id: 'e7' }));
    latest().close(1006);
    expect(seen.states.at(-1)).toBe('waiting');
    await pass(1_000);
    latest().greet();

    expect(sockets()).toHaveLength(2);
    expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-2', lastEventId: 'e7' }]);
    expect(seen.states.at(-1)).toBe('live');
    expect(seen.resumed).toBe(1);
    socket.stop();
  });

  it('resumes after the last event that is kept, and knows where it stands before the first', async () => {
    const { socket } = given();
    socket.start();
    await pass();
    latest().open();
    latest().say({ type: 'authenticated', lastEventId: '41' });
    latest().close(1006);
    await pass(1_000);
    latest().greet();
    expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-2', lastEventId: '41' }]);

    latest().say(anEvent({ id: '42' }));
    latest().say(anEvent({ id: '', type: 'recording_progress' }));
    latest().close(1006);
    await pass(1_000);
    latest().greet();
    expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-3', lastEventId: '42' }]);
    socket.stop();
  });

  it('asks for everything again when the server can not tell what was missed, and goes on from there', async () => {
    const { socket, seen } = given();
    socket.start();
    await pass();
    latest().greet();
    latest().say({ type: 'resync', lastEventId: '90' });
    expect(seen).toMatchObject({ resumed: 1, events: [] });
    latest().close(1006);
    await pass(1_000);
    latest().greet();

    expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-2', lastEventId: '90' }]);
    socket.stop();
  });

  it('forgets a token that the server refuses', async () => {
    const { socket, seen } = given();
    socket.start();
    await pass();
    latest().greet();
    latest().close(liveCloseCodes.tokenExpired);

    expect(seen.forgotten).toEqual(['token-1']);
    socket.stop();
  });

  it('waits longer after each failure, and starts over once it was live', async () => {
    const { socket } = given();
    socket.start();
    await pass();
    latest().close();
    await pass(1_000);
    latest().close();
    await pass(1_999);
    expect(sockets()).toHaveLength(2);
    await pass(1);
    expect(sockets()).toHaveLength(3);
    latest().greet();
    latest().close();
    await pass(1_000);
    expect(sockets()).toHaveLength(4);
    socket.stop();
  });

  it('gives up on a server that does not greet, and tries again', async () => {
    const { socket } = given();
    socket.start();
    await pass();
    latest().open();
    await pass(10_000 + 1_000);

    expect(sockets()).toHaveLength(2);
    socket.stop();
  });

  describe('that was promised signs of life', () => {
    const connected = async () => {
      const world = given();
      world.socket.start();
      await pass();
      latest().open();
      latest().say({ type: 'authenticated', lastEventId: '7', aliveSeconds: 15 });
      return world;
    };

    it('stays live as long as they come', async () => {
      const { socket, seen } = await connected();
      for (let minute = 0; minute < 8; minute += 1) {
        await pass(40_000);
        latest().say({ type: 'alive' });
      }

      expect(sockets()).toHaveLength(1);
      expect(seen).toMatchObject({ states: ['connecting', 'live'], events: [] });
      socket.stop();
    });

    it('is not called live when they stay away: it leaves the dead socket, comes back and catches up', async () => {
      const { socket, seen } = await connected();
      const dead = latest();
      await pass(45_000);
      expect(seen.states.at(-1)).toBe('connecting');
      expect(sockets()).toHaveLength(2);
      dead.say(anEvent({ id: '8' }));
      latest().greet();

      expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-2', lastEventId: '7' }]);
      expect(seen).toMatchObject({ resumed: 1, events: [] });
      expect(seen.states.at(-1)).toBe('live');
      socket.stop();
    });

    it('looks again when its page is looked at after a long sleep', async () => {
      const { socket } = await connected();
      vi.setSystemTime(Date.now() + 3_600_000);
      document.dispatchEvent(new Event('visibilitychange'));
      await pass();

      expect(sockets()).toHaveLength(2);
      socket.stop();
    });
  });

  it('that was promised none is not left for being quiet', async () => {
    const { socket } = given();
    socket.start();
    await pass();
    latest().greet();
    await pass(3_600_000);

    expect(sockets()).toHaveLength(1);
    socket.stop();
  });

  it('is not called live without a network, and is left', async () => {
    const { socket, seen } = given();
    socket.start();
    await pass();
    latest().greet();
    dispatchEvent(new Event('offline'));
    expect(seen.states.at(-1)).toBe('waiting');
    expect(latest().readyState).toBe(3);
    dispatchEvent(new Event('online'));
    await pass();

    expect(sockets()).toHaveLength(2);
    socket.stop();
  });

  it('comes back at once when the network does', async () => {
    const { socket } = given();
    socket.start();
    await pass();
    latest().close();
    dispatchEvent(new Event('online'));
    await pass();

    expect(sockets()).toHaveLength(2);
    socket.stop();
  });

  it('stays away when stopped', async () => {
    const { socket } = given();
    socket.start();
    await pass();
    latest().greet();
    socket.stop();
    await pass(60_000);

    expect(sockets()).toHaveLength(1);
  });

  it('that is stopped while it connects closes once it is open, unused, so that no browser calls it failed', async () => {
    const { socket, seen } = given();
    socket.start();
    await pass();
    socket.stop();
    expect(latest().readyState).toBe(FakeSocket.CONNECTING);
    latest().open();
    await pass(60_000);

    expect(latest()).toMatchObject({ readyState: 3, closedWhileConnecting: false, sent: [] });
    expect(seen.states).toEqual(['connecting']);
    expect(sockets()).toHaveLength(1);
  });
});

describe('the wait before reconnecting', () => {
  it('doubles up to half a minute and is spread by chance', () => {
    expect(reconnectDelay(0, 1)).toBe(1_000);
    expect(reconnectDelay(3, 1)).toBe(8_000);
    expect(reconnectDelay(20, 1)).toBe(30_000);
    expect(reconnectDelay(0, 0)).toBe(500);
  });
});
