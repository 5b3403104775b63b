import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readScenario } from './scenario/read-scenario.ts';
import { type RunningSimulator, startSimulator } from './simulator.ts';
import { decodeStrips } from './testing/decode.ts';
import { FixedClock } from './testing/fixed-clock.ts';
import { TestClient } from './testing/test-client.ts';

const Listed = z.object({
  cameras: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
});
const Sequences = z.object({
  sequences: z.array(z.unknown()),
  gaps: z.array(z.object({ startTime: z.string(), reason: z.string().optional() })),
});

describe('the odd cameras of a scenario, in the REST contract', () => {
  let simulator: RunningSimulator;
  let client: TestClient;
  let cameras: z.infer<typeof Listed>['cameras'];

  beforeAll(async () => {
    const scenario = await readScenario(join(import.meta.dirname, '..', 'examples', 'odd-cameras.yaml'));
    simulator = await startSimulator({ scenario, clock: new FixedClock('2026-03-01T12:00:00Z') });
    client = await TestClient.login(simulator.url);
    cameras = Listed.parse(await (await client.get('/cameras')).json()).cameras;
  });
  afterAll(() => simulator?.close());

  const idOf = (name: string) => {
    const camera = simulator.state().cameras.find((one) => one.name === name);
    if (camera === undefined) throw new Error(`There is no ${name}.`);
    return camera.id;
  };
  const start = (name: string) =>
    client.post(`/cameras/${idOf(name)}/recordings/start`, { durationSeconds: 60 });
  const lastHours = async (name: string) => {
    const window = { startTime: '2026-03-01T04:00:00Z', endTime: '2026-03-01T12:00:00Z' };
    const answer = await client.get(`/cameras/${idOf(name)}/sequences`, window);
    return Sequences.parse(await answer.json());
  };

  it.each([
    ['Crane 1', 'online'],
    ['Sunk buoy', 'offline'],
    ['Old customs hall', 'offline'],
    ['Unpaid camera', 'error'],
  ])('%s is %s', (name, status) => {
    expect(cameras).toContainEqual({ id: idOf(name), name, status });
  });

  it('one without permission is in no list, and refused by its id', async () => {
    expect(cameras.map(({ name }) => name)).not.toContain("Director's office");
    const answer = await client.get(`/cameras/${idOf("Director's office")}`);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({
      error: {
        httpCode: 403,
        details: [
          {
            errorText: 'You do not have sufficient permissions to complete the operation.',
            errorTextId: 'VMO61008',
          },
        ],
      },
    });
  });

  it.each(['Old customs hall', 'Unpaid camera', 'Canteen'])('%s can not record on demand', async (name) => {
    expect((await start(name)).status).toBe(400);
  });

  it.each(['New camera', 'Unpaid camera', 'Canteen'])('%s has recorded nothing', async (name) => {
    expect((await lastHours(name)).sequences).toEqual([]);
  });

  it('one that is offline has recorded nothing since', async () => {
    const { gaps } = await lastHours('Sunk buoy');

    expect(gaps.at(-1)).toMatchObject({
      startTime: '2026-03-01T10:00:00.000Z',
      reason: 'camera_connection_lost',
    });
  });

  it('one with told gaps has these and no others', async () => {
    const { gaps } = await lastHours('Weather mast');

    expect(gaps).toEqual([
      expect.objectContaining({ startTime: '2026-03-01T06:00:00.000Z', reason: 'scheduled_maintenance' }),
    ]);
  });

  it.each([
    ['Crane 1', 'mpegts', 'video/mp2t'],
    ['Sharp camera', 'mpegts', 'video/mp2t'],
    ['Ancient camera', 'mpjpeg', 'multipart/x-mixed-replace; boundary=ffmpeg'],
  ])('%s plays its recorded pictures', async (name, format, type) => {
    const { headers, reader } = await client.open(idOf(name), { time: '2026-03-01T11:59:57Z' });
    const chunks: Uint8Array[] = [];
    for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
    const [first] = await decodeStrips(Buffer.concat(chunks), format);

    expect(headers.get('content-type')).toBe(type);
    expect(first?.tenths).toBe((Date.parse('2026-03-01T11:59:57Z') / 100) % 2 ** 32);
  });
});
