import { describe, expect, it } from 'vitest';
import { ApiProblem, problemFor } from '../../../api/errors.ts';
import { type Answer, clock, givenGrid, noon, pass, phaseOf, startGridAnew } from '../testing/grid.ts';
import { useGridStore } from './grid.store.ts';

startGridAnew();

describe('a picture that drifts', () => {
  it('is slowed when it is ahead, and hurried when it is behind', async () => {
    const { plays, front } = givenGrid();
    await plays();
    const a = front('a');
    const b = front('b');
    if (a) a.state.time = (clock() - noon) / 1000 + 0.3;
    if (b) b.state.time = (clock() - noon) / 1000 - 0.1;
    await pass(100);

    expect(a?.video.playbackRate).toBeLessThan(1);
    expect(b?.video.playbackRate).toBeGreaterThan(1);
  });

  it('is sought when it is far off', async () => {
    const { plays, front } = givenGrid();
    await plays();
    await pass(3_000);

    expect(front('a')?.state.time).toBeGreaterThan(0.5);
  });

  it('is opened anew when its seek never ends, and the others wait for it no longer than they must', async () => {
    const { requests, plays } = givenGrid();
    await plays();
    await pass(8_000);

    expect(requests.filter(({ cameraId }) => cameraId === 'a').length).toBeGreaterThan(1);
    expect(phaseOf('a')).toBe('loading');
  });

  it('is brought to the very moment when all are paused', async () => {
    const { engine: grid, plays, front } = givenGrid();
    await plays();
    await pass(300);
    grid.pause();
    await pass(200);

    const wanted = (clock() - noon) / 1000;
    expect(front('a')?.state.time).toBeCloseTo(wanted, 3);
    expect(front('b')?.state.time).toBeCloseTo(wanted, 3);
  });
});

describe('a stream that breaks', () => {
  it('is opened anew at the clock, while the others play on', async () => {
    const { requests, plays } = givenGrid();
    await plays();
    await pass(300);
    requests.find(({ cameraId }) => cameraId === 'b')?.onGone(new ApiProblem(problemFor('stream-not-found')));
    await pass(0);

    expect(requests.at(-1)?.cameraId).toBe('b');
    expect(requests.at(-1)?.at).toBeGreaterThan(noon);
  });

  it('keeps the clock where it is when no camera has another', async () => {
    const away: Answer = () => Promise.reject(new ApiProblem(problemFor('vms-unavailable')));
    const { plays } = givenGrid({ a: away, b: away });
    await plays();
    await pass(600);

    expect([phaseOf('a'), phaseOf('b')]).toEqual(['failed', 'failed']);
    expect(clock()).toBe(noon);
    expect(useGridStore.getState().held).toBe(true);
  });

  it('is tried again after a pause when that fails too', async () => {
    const away: Answer = () => Promise.reject(new ApiProblem(problemFor('vms-unavailable')));
    const { requests, plays } = givenGrid({ b: away });
    await plays();
    expect(phaseOf('b')).toBe('failed');
    const before = requests.length;
    await pass(2_500);

    expect(requests.length).toBeGreaterThan(before);
  });
});

describe('a camera that is opened again by hand', () => {
  it('opens at the clock, and leaves the others alone', async () => {
    const away: Answer = () => Promise.reject(new ApiProblem(problemFor('permission-missing')));
    const { engine: grid, requests, plays } = givenGrid({ b: away });
    await plays();
    await pass(1_000);
    const before = requests.length;
    grid.retry('b');

    expect(requests.slice(before).map(({ cameraId }) => cameraId)).toEqual(['b']);
    expect(requests.at(-1)?.at).toBe(clock());
  });
});

describe('a picture that takes long', () => {
  it('is said to after some seconds', async () => {
    const { engine: grid, show } = givenGrid();
    grid.open(noon);
    await pass(0);
    show('a');
    await pass(4_000);
    const isLong = () => {
      const tile = useGridStore.getState().tiles.get('b');
      return tile?.phase === 'loading' && tile.long;
    };
    expect(isLong()).toBe(false);
    await pass(2_000);

    expect(isLong()).toBe(true);
  });
});
