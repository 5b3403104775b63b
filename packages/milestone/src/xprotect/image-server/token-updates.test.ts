import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { failureOf } from '../../testing/given.ts';
import { at, CONNECTED, group } from '../testing/groups.ts';
import { xml } from '../testing/image-server-bytes.ts';
import { givenXProtect } from '../testing/scripted-xprotect.ts';

/** How long tokens live, and after which part of it they are renewed. */
const LIFE_MS = 3_600_000;
const FRESH_MS = 0.8 * LIFE_MS;

/** A client whose time is the test's, and whose calls end by nothing else. */
async function givenTokens() {
  const clock = new FakeClock();
  const patience = { sessionTimeoutMs: LIFE_MS, requestTimeoutMs: 24 * LIFE_MS };
  return { clock, ...(await givenXProtect(patience, { clock })) };
}

describe('a recorder that refuses the fresh token of an open stream', () => {
  /** A stream that is read a little at a time; `answers` is what updates are answered, the last one over and over. */
  async function givenStream(...answers: readonly [connected: string, reason: string][]) {
    const { client, clock, vms } = await givenTokens();
    let [second, updates] = [10, 0];
    vms.images = (method) => {
      if (method === 'connect') return CONNECTED;
      if (method !== 'connectupdate') return group(second++, second, { data: Buffer.alloc(60_000, 1) });
      const [connected, errorreason] = answers[Math.min(updates, answers.length - 1)] ?? ['yes', ''];
      updates += 1;
      return xml({ methodname: method, connected, errorreason });
    };
    const { body } = await client.getVideoStream(at(10));
    const take = async (bytes: number) => {
      for (let taken = 0; taken < bytes; ) {
        const piece: Buffer | null = body.read();
        if (piece === null) await once(body, 'readable');
        else taken += piece.length;
      }
    };
    const updated = (times: number) =>
      vi.waitFor(() => expect(vms.calls('images connectupdate')).toHaveLength(times), { timeout: 10_000 });
    clock.advance(FRESH_MS);
    await updated(1);
    return { vms, body, take, updated };
  }

  it('is given another, after a login, and the stream goes on', async () => {
    const { vms, body, take, updated } = await givenStream(['no', 'Security token invalid'], ['yes', '']);
    await take(2_000_000);
    await updated(2);
    await take(2_000_000);

    const tokens = vms.calls('images connectupdate').map(({ body: sent }) => /TOKEN#\d+/.exec(sent)?.[0]);
    expect(new Set(tokens).size).toBe(2);
    body.destroy();
  });

  it('and the other too: the stream ends in an error that opening it again may help', async () => {
    const { body } = await givenStream(['no', 'Security token invalid']);

    expect(await failureOf(buffer(body))).toMatchObject({ kind: 'unavailable', answered: true });
  });
});

describe('an open stream', () => {
  it('hands in a fresh token before the old one ends, so that the stream goes on', async () => {
    const { client, clock, vms } = await givenTokens();
    let second = 10;
    vms.images = (method) =>
      method === 'connect' ? CONNECTED : method === 'next' || method === 'goto' ? group(second++) : undefined;

    const { body } = await client.getVideoStream(at(10));
    clock.advance(FRESH_MS);
    await vi.waitFor(() => expect(vms.calls('images connectupdate')).toHaveLength(1), { timeout: 10_000 });

    const [first = '', fresh] = ['images connect', 'images connectupdate'].map(
      (name) => /TOKEN#\d+/.exec(vms.calls(name)[0]?.body ?? '')?.[0],
    );
    expect(fresh).toBeDefined();
    expect(fresh).not.toBe(first);
    body.destroy();
  });
});
