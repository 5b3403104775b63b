import { randomUUID } from 'node:crypto';
import { PlaybackState } from '@playhead/contracts';
import type { MilestoneClient } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findGap } from '../testing/find-gap.ts';
import { createWorld, type World } from '../testing/playback-world.ts';
import { ControlService } from './control.service.ts';

let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let gap: { startTime: Date; endTime: Date };
/** Outlives the days by which these tests move the clock. */
let token: string;

beforeAll(async () => {
  world = await createWorld();
  camera = await world.importCamera(1);
  gap = await findGap(world, camera.id);
  token = await world.keys.tokenFor('investigator', { userId: world.userId, expiresIn: 30 * 86_400 });
});
afterAll(() => world?.close());
beforeEach(async () => {
  world.simulator.clearFaults();
  await world.database.deleteFrom('playback_sessions').execute();
});

const path = () => `/api/v1/cameras/${camera.id}/playback/control`;
const before = (ms: number) => new Date(gap.startTime.getTime() - ms).toISOString();
const after = (ms: number) => new Date(gap.endTime.getTime() + ms).toISOString();

const ask = (request: string, body?: object) =>
  call(world.service.url, request, { token, ...(body && { body }) });
const act = async (request: object) => {
  const { status, body } = await ask(`POST ${path()}`, request);
  expect({ status, body }).toMatchObject({ status: 200 });
  return PlaybackState.parse(body);
};
const state = async () => PlaybackState.parse((await ask(`GET ${path()}`)).body);

describe('a playback session', () => {
  it('plays from a moment on as time passes', async () => {
    expect(await act({ action: 'play', timestamp: before(60_000), speed: 2 })).toMatchObject({
      status: 'playing',
      currentTime: before(60_000),
      speed: 2,
    });
    world.clock.advance(10);

    expect((await state()).currentTime).toBe(before(40_000));
  });

  it('stands still when paused, and goes on from there', async () => {
    await act({ action: 'play', timestamp: before(60_000) });
    world.clock.advance(10);
    await act({ action: 'pause' });
    world.clock.advance(100);
    expect(await state()).toMatchObject({ status: 'paused', currentTime: before(50_000) });

    await act({ action: 'play' });
    world.clock.advance(5);
    expect((await state()).currentTime).toBe(before(45_000));
  });

  it('changes its speed where it is, also to backwards', async () => {
    await act({ action: 'play', timestamp: before(60_000), speed: 4 });
    world.clock.advance(5);
    expect(await act({ action: 'speed', speed: -1 })).toMatchObject({
      status: 'playing',
      currentTime: before(40_000),
    });
    world.clock.advance(7);

    expect((await state()).currentTime).toBe(before(47_000));
  });

  it('skips gaps, in either direction', async () => {
    await act({ action: 'play', timestamp: before(2_000) });
    world.clock.advance(5);
    expect((await state()).currentTime).toBe(after(3_000));

    await act({ action: 'speed', speed: -1 });
    world.clock.advance(4);
    expect((await state()).currentTime).toBe(before(1_000));
  });

  it('stops at the live edge when it plays faster than time passes', async () => {
    const now = world.clock.now();
    await act({ action: 'play', timestamp: new Date(now.getTime() - 60_000).toISOString(), speed: 8 });
    world.clock.advance(60);

    const { status, endedAt, currentTime } = await state();
    expect({ status, endedAt }).toEqual({ status: 'ended', endedAt: 'live-edge' });
    expect(Date.parse(currentTime)).toBeLessThanOrEqual(world.clock.now().getTime());
  });

  describe('of a VMS whose list of sequences lags', () => {
    const LAG_MS = 30_000;
    const lag = () => {
      const milestone: MilestoneClient = world.service.app.get(MILESTONE);
      const query = milestone.querySequences.bind(milestone);
      const lagging = vi.spyOn(milestone, 'querySequences').mockImplementation(async (range, options) => {
        const latest = Math.min(range.endTime.getTime(), world.clock.now().getTime() - LAG_MS);
        const footage = await query(range, options);
        return {
          ...footage,
          sequences: footage.sequences
            .filter(({ startTime }) => startTime.getTime() < latest)
            .map((one) => ({ ...one, endTime: new Date(Math.min(one.endTime.getTime(), latest)) })),
        };
      });
      onTestFinished(() => lagging.mockRestore());
    };

    it.each([0.5, 1])('at speed %d waits for what is listed late, and goes on with it', async (speed) => {
      lag();
      const beyondList = new Date(world.clock.now().getTime() - LAG_MS + 10_000).toISOString();
      expect(await act({ action: 'play', timestamp: beyondList, speed })).toMatchObject({
        status: 'playing',
        currentTime: beyondList,
      });
      world.clock.advance(15);

      const newest = new Date(world.clock.now().getTime() - LAG_MS).toISOString();
      expect(await state()).toMatchObject({ status: 'playing', currentTime: newest });
    });

    it('is at the live edge where it plays faster than time passes', async () => {
      lag();
      await act({
        action: 'play',
        timestamp: new Date(world.clock.now().getTime() - LAG_MS - 10_000).toISOString(),
        speed: 8,
      });
      world.clock.advance(15);

      expect(await state()).toMatchObject({ status: 'ended', endedAt: 'live-edge' });
    });
  });

  it('stops with the last footage of a camera that records no longer', async () => {
    const last = world.clock.now();
    world.simulator.changeCamera(camera.deviceId, { enabled: false });
    onTestFinished(() => world.simulator.reset());
    await act({ action: 'play', timestamp: new Date(last.getTime() - 5_000).toISOString() });
    world.clock.advance(60);

    expect(await state()).toMatchObject({
      status: 'ended',
      endedAt: 'last-footage',
      currentTime: last.toISOString(),
    });
  });

  it('stops at the first footage when it plays backwards', async () => {
    const old = new Date(world.clock.now().getTime() - 7 * 24 * 3_600_000 + 7_200_000).toISOString();
    await act({ action: 'play', timestamp: old, speed: -8 });
    world.clock.advance(3 * 3_600);

    expect(await state()).toMatchObject({ status: 'ended', endedAt: 'first-footage' });
  });

  it('steps from picture to picture, and is paused by it', async () => {
    await act({ action: 'play', timestamp: before(60_000) });
    expect(await act({ action: 'step' })).toMatchObject({ status: 'paused', currentTime: before(59_933) });
    expect(await act({ action: 'step', step: -1 })).toMatchObject({ currentTime: before(60_000) });
  });

  it('is the same for all who name it, and their actions come one after the other', async () => {
    const { sessionId, version } = await act({ action: 'seek', timestamp: before(60_000) });
    const colleague = await world.database
      .insertInto('users')
      .values({ username: randomUUID(), display_name: 'Omar', password_hash: '', role: 'investigator' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const theirs = await world.keys.tokenFor('investigator', {
      userId: colleague.id,
      expiresIn: 30 * 86_400,
    });
    const body = { action: 'seek', timestamp: before(30_000), sessionId };
    const answers = await Promise.all([
      call(world.service.url, `POST ${path()}`, { token: theirs, body }),
      call(world.service.url, `POST ${path()}`, { token: theirs, body }),
      ask(`POST ${path()}`, { action: 'play' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await state()).version).toBe(version + 3);
    expect((await state()).sessionId).toBe(sessionId);
  });

  it('is begun once by two who begin it at the same moment', async () => {
    const begun = await Promise.all([
      act({ action: 'play', timestamp: before(60_000) }),
      act({ action: 'play', timestamp: before(60_000) }),
    ]);

    expect(new Set(begun.map(({ sessionId }) => sessionId)).size).toBe(1);
  });

  it('ends when nobody acts on it for twelve hours, and is swept away', async () => {
    await act({ action: 'seek', timestamp: before(60_000) });
    world.clock.advance(12 * 3_600 + 1);
    await world.service.app.get(ControlService).sweep();

    expect(await world.database.selectFrom('playback_sessions').selectAll().execute()).toEqual([]);
  });
});

describe('controlling playback', () => {
  it.each([
    [{ action: 'rewind' }, 'action'],
    [{ action: 'seek' }, 'timestamp'],
    [{ action: 'speed' }, 'speed'],
    [{ action: 'speed', speed: 3 }, 'speed'],
    [{ action: 'seek', timestamp: '2199-01-01T00:00:00Z' }, 'timestamp'],
    [{ action: 'step', step: 5 }, 'step'],
  ])('%j is refused, naming what is wrong', async (request, field) => {
    const { status, body } = await ask(`POST ${path()}`, request);

    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ pointer: `#/${field}` }] });
  });

  it('begins with a moment: without one there is no session', async () => {
    for (const request of [{ action: 'play' }, { action: 'pause' }, { action: 'step' }]) {
      const { status, body } = await ask(`POST ${path()}`, request);
      expect(status).toBe(404);
      expect(body).toMatchObject({ code: 'playback-session-not-found' });
    }
  });

  it('of a session that is another camera’s is refused', async () => {
    const { sessionId } = await act({ action: 'seek', timestamp: before(60_000) });
    const other = await world.importCamera(3);
    const { body } = await ask(`POST /api/v1/cameras/${other.id}/playback/control`, {
      action: 'seek',
      timestamp: before(60_000),
      sessionId,
    });

    expect(body).toMatchObject({ code: 'playback-session-not-found' });
  });

  it('needs an investigator', async () => {
    const viewer = await world.keys.tokenFor('viewer', { expiresIn: 30 * 86_400 });
    const body = { action: 'seek', timestamp: before(60_000) };

    expect((await call(world.service.url, `POST ${path()}`, { token: viewer, body })).status).toBe(403);
  });

  it('is a 503 while the VMS can not say what was recorded', async () => {
    await act({ action: 'play', timestamp: '2026-02-25T03:00:00Z' });
    world.clock.advance(5);
    await world.database.deleteFrom('milestone_playback_cache').execute();
    world.simulator.addFault({ kind: 'status', status: 503, calls: 20, match: { operation: 'sequences' } });

    const { status, headers } = await ask(`POST ${path()}`, { action: 'pause' });
    expect(status).toBe(503);
    expect(headers.get('Retry-After')).not.toBeNull();
  });
});
