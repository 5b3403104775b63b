import { randomUUID } from 'node:crypto';
import {
  type CameraId,
  RecordingQueryResult,
  SeveralQueryResults,
  SeveralTimelines,
  Timeline,
} from '@playhead/contracts';
import type { MilestoneClient } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { call } from '@playhead/service-kit/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWorld, type World } from '../../testing/playback-world.ts';

const HOUR_MS = 3_600_000;
let world: World;
let cameras: Awaited<ReturnType<World['importCamera']>>[];
let vms: MilestoneClient;

beforeAll(async () => {
  world = await createWorld();
  cameras = [];
  for (let number = 1; number <= 16; number += 1) cameras.push(await world.importCamera(number));
  vms = world.service.app.get<MilestoneClient>(MILESTONE);
});
afterAll(() => world?.close());
afterEach(() => {
  vi.restoreAllMocks();
  world.simulator.clearFaults();
});

/** A day that ended `hours` before now. */
const dayBefore = (hours: number) => {
  const endTime = new Date(world.clock.now().getTime() - hours * HOUR_MS);
  return { startTime: new Date(endTime.getTime() - 24 * HOUR_MS), endTime };
};
const ids = (count = cameras.length): string[] => cameras.slice(0, count).map(({ id }) => id);
const query = (cameraIds: readonly string[], more: object = {}) =>
  world.call('POST /api/v1/recordings/query', { cameraIds, ...dayBefore(1), ...more });
const timeline = (cameraIds: readonly string[], more: object = {}) =>
  world.call('POST /api/v1/recordings/timeline', { cameraIds, ...dayBefore(1), ...more });

describe('a question about several cameras', () => {
  it('is answered for each as if it had been asked alone, in the order asked for, and once', async () => {
    const [first = '', second = ''] = ids();

    const { results, ...counts } = SeveralQueryResults.parse((await query([second, first, second])).body);

    expect(counts).toEqual({ answered: 2, failed: 0 });
    const alone = async (cameraId: string) => ({
      cameraId,
      status: 'answered',
      answer: RecordingQueryResult.parse(
        (await world.call(`POST /api/v1/cameras/${cameraId}/recordings/query`, dayBefore(1))).body,
      ),
    });
    expect(results).toEqual([await alone(second), await alone(first)]);
  });

  it('has a problem for a camera that there is not, and for one that the VMS fails for', async () => {
    const [first = '', second = ''] = ids();
    const unknown = randomUUID();
    world.simulator.addFault({
      kind: 'status',
      status: 500,
      calls: 100,
      match: { operation: 'sequences', cameraId: cameras[1]?.deviceId },
    });

    const { body } = await query([unknown, second, first], { refresh: true });

    expect(body).toMatchObject({
      results: [
        { cameraId: unknown, status: 'failed', problem: { code: 'camera-not-found', status: 404 } },
        { cameraId: second, status: 'failed', problem: { code: 'vms-unavailable', status: 503 } },
        { cameraId: first, status: 'answered', answer: { cameraId: first } },
      ],
      answered: 1,
      failed: 2,
    });
  });

  it.each([
    ['none', []],
    ['more than 64', Array.from({ length: 65 }, () => randomUUID())],
    ['something else than ids', ['7']],
  ])('refuses %s', async (_, cameraIds) => {
    expect((await query(cameraIds)).status).toBe(400);
    expect((await timeline(cameraIds)).status).toBe(400);
  });

  it('is not answered to a viewer', async () => {
    const token = await world.keys.tokenFor('viewer', { userId: world.userId });

    for (const what of ['query', 'timeline']) {
      const body = { cameraIds: ids(1), ...dayBefore(1) };
      expect((await call(world.service.url, `POST /api/v1/recordings/${what}`, { token, body })).status).toBe(
        403,
      );
    }
  });

  it('tells no more of a hidden camera than of none', async () => {
    const other = await createWorld();
    const [seen, hidden] = [await other.importCamera(1), await other.importCamera(2)];
    await other.showOnly([seen]);
    const problemOf = async (cameraId: CameraId | string) => {
      const body = { cameraIds: [seen.id, cameraId], ...dayBefore(1) };
      const { results } = SeveralQueryResults.parse(
        (await other.call('POST /api/v1/recordings/query', body)).body,
      );
      expect(results[0]).toMatchObject({ status: 'answered' });
      return results[1]?.status === 'failed' && { ...results[1].problem, instance: '' };
    };

    const problem = await problemOf(hidden.id);

    expect(problem).toMatchObject({ code: 'camera-not-found' });
    expect(problem).toEqual(await problemOf(randomUUID()));
    await other.close();
  });

  it('asks the VMS for a few cameras at a time', async () => {
    const ask = vms.querySequences.bind(vms);
    let atOnce = 0;
    let most = 0;
    vi.spyOn(vms, 'querySequences').mockImplementation(async (...question) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      return ask(...question).finally(() => {
        atOnce -= 1;
      });
    });

    await query(ids(), { refresh: true });

    expect(most).toBe(8);
  });

  it('keeps nobody waiting who asks about one of them alone', async () => {
    const ask = vms.querySequences.bind(vms);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    onTestFinished(() => release());
    const asked: string[] = [];
    vi.spyOn(vms, 'querySequences').mockImplementation(async (...question) => {
      asked.push(question[0].deviceId);
      if (asked.length <= 8) await released;
      return ask(...question);
    });
    const range = dayBefore(100);
    const all = query(ids(), range);
    await vi.waitFor(() => expect(asked).toHaveLength(8));
    const waiting = cameras.find(({ deviceId }) => !asked.includes(deviceId));

    const alone = world.call(`POST /api/v1/cameras/${waiting?.id}/recordings/query`, range);

    await vi.waitFor(() => expect(asked).toContain(waiting?.deviceId));
    expect((await alone).status).toBe(200);
    release();
    expect((await all).body).toMatchObject({ answered: 16, failed: 0 });
    expect(asked.filter((deviceId) => deviceId === waiting?.deviceId)).toHaveLength(1);
  });

  it('is given up when the client goes away', async () => {
    world.simulator.addFault({
      kind: 'delay',
      delayMs: 60_000,
      calls: 100,
      match: { operation: 'sequences' },
    });
    const client = new AbortController();
    const ask = vms.querySequences.bind(vms);
    const ended = new Promise((resolve) => {
      vi.spyOn(vms, 'querySequences').mockImplementation((...question) => {
        const answer = ask(...question);
        answer.catch(resolve);
        client.abort();
        return answer;
      });
    });

    const asking = fetch(new URL('/api/v1/recordings/query', world.service.url), {
      method: 'POST',
      headers: { Authorization: `Bearer ${world.investigator}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ cameraIds: ids(), ...dayBefore(1), refresh: true }),
      signal: client.signal,
    });

    await expect(asking).rejects.toThrow('aborted');
    expect(await ended).toMatchObject({ kind: 'aborted' });
  });
});

describe('timelines of several cameras', () => {
  it('are those of each alone, for sixteen cameras and a day of minutes', async () => {
    const { results, answered } = SeveralTimelines.parse((await timeline(ids())).body);

    expect(answered).toBe(16);
    expect(results.map(({ cameraId }) => cameraId)).toEqual(ids());
    const { startTime, endTime } = dayBefore(1);
    const range = `startTime=${startTime.toISOString()}&endTime=${endTime.toISOString()}`;
    const [third = ''] = ids().slice(2);
    const alone = await world.call(`GET /api/v1/cameras/${third}/recordings/timeline?${range}`);
    expect(results[2]).toEqual({ cameraId: third, status: 'answered', answer: Timeline.parse(alone.body) });
  });

  it('have days of the time zone', async () => {
    const body = { resolution: 'day', timeZone: 'Asia/Kolkata' };

    const { results } = SeveralTimelines.parse((await timeline(ids(1), body)).body);

    const [first] = results;
    expect(first?.status === 'answered' && first.answer.timeline[0]?.timestamp).toContain('T18:30:00.000Z');
  });

  it('of more buckets than can be sent name the finest resolution that fits', async () => {
    const year = { startTime: '2025-06-01T00:00:00Z', endTime: '2026-06-01T00:00:00Z' };

    expect(await timeline(ids(), { ...year, resolution: 'hour' })).toMatchObject({
      status: 400,
      body: { code: 'request-invalid', detail: expect.stringMatching(/Use day\.$/) },
    });
  });
});
