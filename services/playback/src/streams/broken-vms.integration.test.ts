import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { streamReader } from '../testing/stream-reader.ts';

let world: World;
let reader: ReturnType<typeof streamReader>;
let gap: Awaited<ReturnType<typeof reader.aGap>>;

beforeAll(async () => {
  world = await createWorld();
  reader = streamReader(world, await world.importCamera(1));
  gap = await reader.aGap();
});
afterAll(() => world?.close());
beforeEach(() => world.simulator.clearFaults());

describe('a stream', () => {
  it('goes on where the VMS broke off, every picture once', async () => {
    const time = new Date(gap.startTime.getTime() - 2_000_000);
    world.simulator.addFault({ kind: 'drop', afterBytes: 150_000, calls: 1, match: { operation: 'video' } });

    const { segments } = await reader.playlistOf(time, 10);

    expect(world.simulator.state().faults).toEqual([]);
    const start = segments[0]?.wallClock.getTime() ?? 0;
    expect(segments.map(({ wallClock }) => wallClock.getTime() - start)).toEqual(
      segments.map((_, index) => index * 1000),
    );
    expect(segments.some(({ discontinuity }) => discontinuity)).toBe(false);
  });

  it('that breaks for good shows what it has, and says why it ends', async () => {
    const time = new Date(gap.startTime.getTime() - 2_400_000);
    world.simulator.addFault({ kind: 'drop', afterBytes: 150_000, calls: 1, match: { operation: 'video' } });
    world.simulator.addFault({ kind: 'drop', afterBytes: 0, calls: 50, match: { operation: 'video' } });

    const { segments } = await reader.playlistOf(time, 1_000);

    const answer = await reader.streamAt(time);
    expect(segments.length).toBeGreaterThan(0);
    expect(answer.headers.get('X-Playback-Problem')).toBe('vms-unavailable');
    expect(answer.body).toMatch(
      /#EXT-X-PLAYHEAD-PROBLEM:CODE="vms-unavailable",DETAIL="[^"]+"\n#EXT-X-ENDLIST/,
    );
  });

  it('of a VMS that is down is a 503 that says when to come back', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, calls: 50, match: { operation: 'video' } });

    const answer = await reader.streamAt(new Date(gap.startTime.getTime() - 1_700_000));

    expect(answer).toMatchObject({ status: 503, body: { code: 'vms-unavailable' } });
    expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/);
  });
});
