import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../clock.ts';
import { isRecording } from '../../history/footage.ts';
import { MINUTE, SECOND } from '../../history/slots.ts';
import { givenServer } from '../../testing/simulation.ts';
import { CameraWatch } from './camera-watch.ts';

const NOW = Date.parse('2026-03-01T12:34:56.789Z');

afterEach(() => vi.useRealTimers());

/** Somebody who follows, and what was told since: when, and of which cameras. */
function givenFollower(given: Parameters<typeof givenServer>[0] = {}) {
  const server = givenServer(given);
  const told: { at: number; ids: string[] }[] = [];
  const unfollow = new CameraWatch(server.simulation).follow((states) => {
    const ids = new Set(states.map(({ cameraId }) => cameraId));
    told.push({ at: server.simulation.clock.now().getTime(), ids: [...ids] });
  });
  told.length = 0;
  return { ...server, told, unfollow };
}

describe('who follows the cameras', () => {
  it('is told at the very moments at which they begin and end to record by themselves, and not between', () => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const { cameras, told, unfollow } = givenFollower({ real: systemClock });
    const changes = cameras.listed.flatMap((camera) => {
      const seconds = Array.from({ length: 10 * 60 }, (_, second) => NOW - (NOW % SECOND) + second * SECOND);
      return seconds
        .filter((at) => at > NOW && isRecording(camera, at - 1, []) !== isRecording(camera, at, []))
        .map((at) => `${at} ${camera.id}`);
    });

    vi.advanceTimersByTime(9 * MINUTE);
    unfollow();

    const heard = told.flatMap(({ at, ids }) => ids.map((id) => `${at} ${id}`));
    expect(heard.length).toBeGreaterThan(5);
    expect(heard.toSorted()).toEqual(
      changes.filter((change) => Number.parseInt(change, 10) <= NOW + 9 * MINUTE).toSorted(),
    );
  });

  it('is told of a camera that somebody changes, takes away, or records with', async () => {
    const { cameras, recordings, told } = givenFollower();
    const [one, two] = cameras.listed.map(({ id }) => id);

    cameras.change(one ?? '', { state: 'offline' });
    const order = { durationSeconds: 60, triggerBy: '', description: '' };
    const { recordingId } = await recordings.start({ cameraId: two ?? '', ...order });
    await recordings.stop(two ?? '', recordingId);
    cameras.remove(one ?? '');

    expect(told.map(({ ids }) => ids)).toEqual([[one], [two], [two], []]);
  });

  it('is told of all when the clock is moved or the cameras are as they were', () => {
    const { cameras, clock, simulation, told } = givenFollower();

    clock.advance(60);
    simulation.clock.set({ frozen: true });
    cameras.restore();

    expect(told.map(({ ids }) => ids.length)).toEqual([28, 28, 28]);
  });

  it('hears no more once nobody listens', () => {
    const { cameras, clock, told, unfollow } = givenFollower();

    unfollow();
    clock.advance(60);
    cameras.restore();

    expect(told).toEqual([]);
  });
});
