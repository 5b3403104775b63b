import { RecordingQueryResult, SequenceList, Timeline } from '@playhead/contracts';
import type { MilestoneClient } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';

const HOUR_MS = 3_600_000;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let base: string;

/** Six hours that ended well before now, so that they no longer change. */
let startTime: Date;
let endTime: Date;
let range: string;

beforeAll(async () => {
  world = await createWorld();
  camera = await world.importCamera(1);
  base = `/api/v1/cameras/${camera.id}/recordings`;
  endTime = new Date(world.clock.now().getTime() - HOUR_MS);
  startTime = new Date(endTime.getTime() - 6 * HOUR_MS);
  range = `startTime=${startTime.toISOString()}&endTime=${endTime.toISOString()}`;
});
afterAll(() => world?.close());
beforeEach(() => world.simulator.clearFaults());

const query = async (body: unknown = { startTime, endTime }) => world.call(`POST ${base}/query`, body);

const early = '2026-02-28T08:00:00Z';
const late = '2026-02-28T09:00:00Z';

describe('a recordings query', () => {
  it('tells the sequences and gaps of a range, which together fill it', async () => {
    const result = RecordingQueryResult.parse((await query()).body);

    expect(result.queryRange).toEqual({ start: startTime.toISOString(), end: endTime.toISOString() });
    expect(result.sequences.length).toBeGreaterThan(0);
    const parts = [...result.sequences, ...result.gaps].sort((a, b) =>
      a.startTime.localeCompare(b.startTime),
    );
    expect(parts[0]?.startTime).toBe(startTime.toISOString());
    expect(parts.at(-1)?.endTime).toBe(endTime.toISOString());
    for (const [index, part] of parts.slice(1).entries()) expect(part.startTime).toBe(parts[index]?.endTime);
    expect(result.totalRecordingSeconds + result.totalGapSeconds).toBeCloseTo(6 * 3600, 3);
    expect(result.coverage).toBeCloseTo(result.totalRecordingSeconds / (6 * 3600), 3);
  });

  it('tells what the VMS knows of the footage, and sums it up', async () => {
    const { sequences, gaps, statistics, metadata, ...result } = RecordingQueryResult.parse(
      (await query()).body,
    );

    expect(metadata).toEqual({
      recordingServer: 'Recording Server 1',
      storageLocation: 'SAN-01',
      retentionDays: 7,
    });
    expect(sequences[0]).toMatchObject({ quality: 'high', fps: 15, resolution: '640x360' });
    expect(gaps.some(({ reason }) => reason === 'camera_connection_lost')).toBe(true);
    expect(result).toMatchObject({
      totalRecordingSeconds: statistics.totalRecordingSeconds,
      totalGapSeconds: statistics.totalGapSeconds,
      coverage: statistics.coverage,
    });
    const bytes = sequences.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
    expect(Math.abs((statistics.totalSizeBytes ?? 0) - bytes)).toBeLessThanOrEqual(sequences.length);
    expect(statistics.averageBitrate).toBeCloseTo((bytes * 8) / statistics.totalRecordingSeconds, -1);
  });

  it('counts what the VMS lists and cannot fetch as a gap, in a timeline too', async () => {
    const other = await world.importCamera(3);
    const milestone: MilestoneClient = world.service.app.get(MILESTONE);
    const ask = milestone.querySequences.bind(milestone);
    const archived = vi.spyOn(milestone, 'querySequences').mockImplementation(async (asked, options) => {
      const footage = await ask(asked, options);
      return { ...footage, sequences: footage.sequences.map((one) => ({ ...one, available: false })) };
    });
    onTestFinished(() => archived.mockRestore());
    const path = `/api/v1/cameras/${other.id}/recordings`;

    const { body } = await world.call(`POST ${path}/query`, { startTime, endTime });
    const timeline = await world.call(`GET ${path}/timeline?${range}&resolution=hour`);

    const { sequences, gaps, statistics } = RecordingQueryResult.parse(body);
    expect(sequences).toEqual([]);
    expect(gaps.some(({ reason }) => reason === 'footage_unavailable')).toBe(true);
    expect(statistics).toEqual({ totalRecordingSeconds: 0, totalGapSeconds: 6 * 3600, coverage: 0 });
    for (const bucket of Timeline.parse(timeline.body).timeline)
      expect(bucket).toMatchObject({ hasRecording: false, segmentCount: 0, coverage: 0 });
  });

  it.each([
    [{ startTime: late, endTime: early }, '#/endTime'],
    [{ startTime: early, endTime: early }, '#/endTime'],
    [{ startTime: 'yesterday', endTime: late }, '#/startTime'],
    [{ startTime: '2024-01-01T00:00:00Z', endTime: '2026-01-01T00:00:00Z' }, '#/endTime'],
    [{ endTime: late }, '#/startTime'],
  ])('refuses %j and points at %s', async (body, pointer) => {
    expect(await query(body)).toMatchObject({
      status: 400,
      body: { code: 'request-invalid', errors: [{ pointer }] },
    });
  });
});

describe('the sequences of a range', () => {
  it('are those of the query', async () => {
    const { sequences } = RecordingQueryResult.parse((await query()).body);

    const list = SequenceList.parse((await world.call(`GET ${base}/sequences?${range}`)).body);

    expect(list.sequences).toEqual(sequences);
    expect(list.total).toBe(sequences.length);
  });
});

describe('a timeline', () => {
  it.each([
    ['minute', 360],
    ['hour', 6],
  ])('by the %s has %i buckets, which agree with the sequences', async (resolution, count) => {
    const { totalRecordingSeconds } = RecordingQueryResult.parse((await query()).body);

    const { timeline } = Timeline.parse(
      (await world.call(`GET ${base}/timeline?${range}&resolution=${resolution}`)).body,
    );

    expect(timeline).toHaveLength(count);
    const covered = timeline.reduce((sum, { coverage }) => sum + coverage, 0) / count;
    expect(covered).toBeCloseTo(totalRecordingSeconds / (6 * 3600), 2);
  });

  it('of more buckets than anybody can see names the resolution to use', async () => {
    const year = `startTime=2025-06-01T00:00:00Z&endTime=2026-06-01T00:00:00Z`;

    const answer = await world.call(`GET ${base}/timeline?${year}&resolution=minute`);

    expect(answer).toMatchObject({
      status: 400,
      body: { detail: expect.stringMatching(/Use hour\.$/) },
    });
  });

  it('has days that begin at midnight of the time zone, and 23 hours where clocks are put forward', async () => {
    const days = 'startTime=2026-03-28T12:00:00Z&endTime=2026-03-30T12:00:00Z&resolution=day';

    const { timeline } = Timeline.parse(
      (await world.call(`GET ${base}/timeline?${days}&timeZone=Europe/Berlin`)).body,
    );

    expect(timeline.map(({ timestamp }) => timestamp)).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  it.each(['Mars/Olympus', '%2B04:00', ''])(
    'in the time zone "%s" is a 400 that says what there is',
    async (zone) => {
      expect(await world.call(`GET ${base}/timeline?${range}&resolution=day&timeZone=${zone}`)).toMatchObject(
        {
          status: 400,
          body: {
            errors: [{ pointer: '#/timeZone', detail: expect.stringContaining('such as Asia/Dubai') }],
          },
        },
      );
    },
  );

  it('at a resolution that does not exist is a 400', async () => {
    expect((await world.call(`GET ${base}/timeline?${range}&resolution=week`)).status).toBe(400);
  });
});

describe('a camera that somebody may not see', () => {
  it('is the same 404 as one that does not exist, for every question about it', async () => {
    const other = await createWorld();
    const [seen, hidden] = [await other.importCamera(1), await other.importCamera(2)];
    await other.showOnly([seen]);
    const questions = [
      `POST /api/v1/cameras/ID/recordings/query`,
      `GET /api/v1/cameras/ID/recordings/sequences?${range}`,
      `GET /api/v1/cameras/ID/recordings/timeline?${range}&resolution=hour`,
      `GET /api/v1/cameras/ID/playback/stream?time=${startTime.toISOString()}`,
      `GET /api/v1/cameras/ID/playback/snapshot?time=${startTime.toISOString()}`,
    ];
    const ask = (question: string, id: string) =>
      other.call(
        question.replace('ID', id),
        question.startsWith('POST') ? { startTime, endTime } : undefined,
      );

    for (const question of questions) {
      expect(await ask(question, hidden.id)).toMatchObject({
        status: 404,
        body: { code: 'camera-not-found' },
      });
      expect((await ask(question, seen.id)).body).not.toMatchObject({ code: 'camera-not-found' });
    }
    await other.close();
  });
});
