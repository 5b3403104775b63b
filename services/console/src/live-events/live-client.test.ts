import { liveCloseCodes, UserId } from '@playhead/contracts';
import type { VisibleCameras } from '@playhead/service-kit';
import { describe, expect, it } from 'vitest';
import { LiveClient } from './live-client.ts';
import { MAX_REPLAYED } from './live-events.repository.ts';
import type { OutgoingEvent } from './stored-event.ts';

const stored = (id: number, cameraId?: string, userId?: UserId): OutgoingEvent => ({
  id: BigInt(id),
  cameraId,
  userId,
  text: String(id),
});

const progress = (cameraId: string): OutgoingEvent => ({
  id: undefined,
  cameraId,
  userId: undefined,
  text: 'progress',
});
const us = UserId.parse('00000000-0000-4000-8000-000000000001');
const them = UserId.parse('00000000-0000-4000-8000-000000000002');

/** A reading of what a client may see that ends when the test says so. */
function aReading() {
  let end = (_: VisibleCameras) => {};
  let fail = (_: Error) => {};
  const promise = new Promise<VisibleCameras>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { read: () => promise, end, fail };
}

async function given({ bufferedAmount = 0, visible = 'all' as VisibleCameras } = {}) {
  const told: string[] = [];
  const closed: number[] = [];
  const connection = {
    bufferedAmount,
    send: (text: string) => told.push(text),
    close: (code: number) => closed.push(code),
  };
  const client = new LiveClient(connection, us);
  await client.allow(async () => visible);
  return { client, told, closed };
}

describe('a live client', () => {
  it('is told what it missed before what came meanwhile, and each event once', async () => {
    const { client, told } = await given();
    client.tell(stored(4));
    client.tell(stored(5));
    client.catchUp(2n, [stored(3), stored(4)]);
    client.tell(stored(5));
    client.tell(stored(6));

    expect(told).toEqual(['3', '4', '5', '6']);
  });

  it('is not told again what another instance told it, when this one reads it later', async () => {
    const { client, told } = await given();
    client.tell(stored(4));
    client.catchUp(6n, [stored(7)]);
    for (const id of [5, 6, 7, 8]) client.tell(stored(id));

    expect(told).toEqual(['7', '8']);
  });

  it('is told of its cameras and of what has none', async () => {
    const { client, told } = await given({ visible: new Set(['a']) });
    client.catchUp(0n, [stored(1, 'a'), stored(2, 'b'), stored(3)]);
    client.tell(progress('b'));
    client.tell(progress('a'));

    expect(told).toEqual(['1', '3', 'progress']);
  });

  it('is told of nobody else that their access changed', async () => {
    const { client, told } = await given();
    client.catchUp(0n, [stored(1, undefined, them), stored(2, undefined, us)]);
    client.tell(stored(3, undefined, them));
    expect(told).toEqual(['2']);
  });

  it('is told nothing while it is read what it may see, then of what it may see by then', async () => {
    const { client, told } = await given({ visible: new Set(['a']) });
    client.catchUp(0n, []);
    const reading = aReading();
    const allowed = client.allow(reading.read);
    for (const event of [stored(1, undefined, us), stored(2, 'a'), stored(3, 'b')]) client.tell(event);
    expect(told).toEqual([]);

    reading.end(new Set(['b']));
    await allowed;
    client.tell(stored(4, 'b'));

    expect(told).toEqual(['1', '3', '4']);
  });

  it('is told nothing by what an earlier reading says, nor after one that failed, until it is known anew', async () => {
    const { client, told } = await given({ visible: new Set(['a']) });
    client.catchUp(0n, []);
    const [first, second] = [aReading(), aReading()];
    const both = Promise.allSettled([client.allow(first.read), client.allow(second.read)]);
    client.tell(stored(1, 'a'));
    first.end(new Set(['a']));
    second.fail(new Error('the database is away'));
    await both;
    expect(told).toEqual([]);

    await client.allow(async () => new Set(['b']));
    client.tell(stored(2, 'b'));

    expect(told).toEqual(['2']);
  });

  it('sees what the reading that was asked for last says, though an earlier one takes longer', async () => {
    const { client, told } = await given({ visible: new Set() });
    let answer = (_: VisibleCameras) => {};
    const slow = client.allow(() => new Promise<VisibleCameras>((resolve) => (answer = resolve)));
    const quick = client.allow(async () => new Set(['b']));
    await Promise.resolve();
    answer(new Set(['a']));
    await Promise.all([slow, quick]);
    client.catchUp(0n, [stored(1, 'a'), stored(2, 'b')]);

    expect(told).toEqual(['2']);
  });

  it('is told that its connection lives, once it is up to date', async () => {
    const { client, told } = await given();
    client.sayAlive();
    expect(told).toEqual([]);
    client.catchUp(0n, []);
    client.sayAlive();

    expect(told).toEqual(['{"type":"alive"}']);
  });

  it('sees nothing once its account is gone', async () => {
    const { client, told } = await given();
    client.catchUp(0n, []);

    expect(await client.allow(async () => undefined)).toBe(false);
    client.tell(stored(1, 'a'));
    expect(told).toEqual([]);
  });

  it('can be asked about again after a reading that failed', async () => {
    const { client } = await given();
    const failing = client.allow(async () => {
      throw new Error('the database is away');
    });

    await expect(failing).rejects.toThrow('away');
    expect(await client.allow(async () => 'all')).toBe(true);
  });

  it('is sent away when it does not keep up', async () => {
    const slow = await given({ bufferedAmount: 2 * 1024 * 1024 });
    slow.client.catchUp(0n, [stored(1)]);
    const waiting = await given();
    for (let id = 1; id <= MAX_REPLAYED + 1; id += 1) waiting.client.tell(stored(id));

    expect([slow.told, slow.closed]).toEqual([[], [liveCloseCodes.tooSlow]]);
    expect(waiting.closed).toEqual([liveCloseCodes.tooSlow]);
  });
});
