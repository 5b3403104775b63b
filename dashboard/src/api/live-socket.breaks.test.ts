import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anEvent } from '../testing/fixtures.ts';
import { reconnectDelay } from './live-socket.ts';
import {
  FakeSocket,
  fakeSockets,
  givenLiveSocket,
  latest,
  pass,
  sockets,
} from './testing/fake-live-server.ts';

beforeEach(fakeSockets);
afterEach(() => vi.unstubAllGlobals());

describe('a live socket whose connection fails', () => {
  it('waits longer after each failure, and starts over once it was live', async () => {
    const { socket } = givenLiveSocket();
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
    const { socket } = givenLiveSocket();
    socket.start();
    await pass();
    latest().open();
    await pass(10_000 + 1_000);

    expect(sockets()).toHaveLength(2);
    socket.stop();
  });

  describe('that was promised signs of life', () => {
    const connected = async () => {
      const world = givenLiveSocket();
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
    const { socket } = givenLiveSocket();
    socket.start();
    await pass();
    latest().greet();
    await pass(3_600_000);

    expect(sockets()).toHaveLength(1);
    socket.stop();
  });

  it('is not called live without a network, and is left', async () => {
    const { socket, seen } = givenLiveSocket();
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
    const { socket } = givenLiveSocket();
    socket.start();
    await pass();
    latest().close();
    dispatchEvent(new Event('online'));
    await pass();

    expect(sockets()).toHaveLength(2);
    socket.stop();
  });

  it('stays away when stopped', async () => {
    const { socket } = givenLiveSocket();
    socket.start();
    await pass();
    latest().greet();
    socket.stop();
    await pass(60_000);

    expect(sockets()).toHaveLength(1);
  });

  it('that is stopped while it connects closes once it is open, unused, so that no browser calls it failed', async () => {
    const { socket, seen } = givenLiveSocket();
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
