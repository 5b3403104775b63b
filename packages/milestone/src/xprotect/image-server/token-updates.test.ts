import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../testing/given.ts';
import { at, CONNECTED, group } from '../testing/groups.ts';
import { xml } from '../testing/image-server-bytes.ts';
import { givenXProtect } from '../testing/scripted-xprotect.ts';

describe('a recorder that refuses the fresh token of an open stream', () => {
  /** A stream that is read a little at a time; `answers` is what updates are answered, the last one over and over. */
  async function givenStream(...answers: readonly [connected: string, reason: string][]) {
    const { client, vms } = await givenXProtect({ sessionTimeoutMs: 1_000 });
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
    return { vms, body, take, updated };
  }

  it('is given another, after a login, and the stream goes on', async () => {
    const { vms, body, take, updated } = await givenStream(['no', 'Security token invalid'], ['yes', '']);
    await updated(1);
    await take(2_000_000);
    await updated(2);
    await take(2_000_000);

    const tokens = vms.calls('images connectupdate').map(({ body: sent }) => /TOKEN#\d+/.exec(sent)?.[0]);
    expect(new Set(tokens).size).toBe(2);
    body.destroy();
  });

  it('and the other too: the stream ends in an error that opening it again may help', async () => {
    const { body, updated } = await givenStream(['no', 'Security token invalid']);
    await updated(1);

    expect(await failureOf(buffer(body))).toMatchObject({ kind: 'unavailable', answered: true });
  });
});

describe('an open stream', () => {
  it('hands in a fresh token before the old one ends, so that the stream goes on', async () => {
    const { client, vms } = await givenXProtect({ sessionTimeoutMs: 1_000 });
    let second = 10;
    vms.images = (method) =>
      method === 'connect' ? CONNECTED : method === 'next' || method === 'goto' ? group(second++) : undefined;

    const { body } = await client.getVideoStream(at(10));
    await vi.waitFor(() => expect(vms.calls('images connectupdate')).toHaveLength(1), { timeout: 10_000 });

    const [first = '', fresh] = ['images connect', 'images connectupdate'].map(
      (name) => /TOKEN#\d+/.exec(vms.calls(name)[0]?.body ?? '')?.[0],
    );
    expect(fresh).toBeDefined();
    expect(fresh).not.toBe(first);
    body.destroy();
  });
});
