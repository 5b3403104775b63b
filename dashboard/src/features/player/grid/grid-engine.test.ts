import { describe, expect, it } from 'vitest';
import { ApiProblem, problemFor } from '../../../api/errors.ts';
import {
  type Answer,
  clock,
  givenGrid,
  noon,
  pass,
  phaseOf,
  startGridAnew,
  withGap,
} from '../testing/grid.ts';
import { toggleSound, useGridStore } from './grid.store.ts';

startGridAnew();

describe('the clock of several pictures', () => {
  it('waits until all have their picture, then runs', async () => {
    const { engine: grid, show } = givenGrid();
    grid.open(noon);
    await pass(0);
    show('a');
    await pass(2_000);
    expect(clock()).toBe(noon);
    expect(useGridStore.getState().held).toBe(true);
    show('b');
    await pass(100);
    expect([phaseOf('a'), phaseOf('b')]).toEqual(['showing', 'showing']);
    const begun = clock();
    await pass(500);

    expect(clock() - begun).toBe(500);
  });

  it('goes on without one that takes too long', async () => {
    const { engine: grid, show } = givenGrid();
    grid.open(noon);
    await pass(0);
    show('a');
    await pass(21_000);

    expect(clock()).toBeGreaterThan(noon);
    expect(phaseOf('b')).toBe('loading');
  });

  it('runs at the speed that is chosen, and opens other streams only where that needs them', async () => {
    const { engine: grid, requests, show, plays, front } = givenGrid();
    await plays();
    grid.setSpeed(2);
    await pass(100);
    expect(requests).toHaveLength(2);
    expect(front('a')?.video.playbackRate).toBeGreaterThan(1.7);
    grid.setSpeed(-4);
    await pass(0);
    expect(requests.slice(2).map(({ speed }) => speed)).toEqual([-4, -4]);
    show('a');
    show('b');
    await pass(100);
    const begun = clock();
    await pass(1_000);

    expect(clock() - begun).toBe(-4_000);
  });

  it('never runs into the time that the VMS does not tell of yet', async () => {
    const { engine: grid } = givenGrid();
    grid.open(Date.now() + 3_600_000);

    expect(clock()).toBeLessThanOrEqual(Date.now() - 10_000);
  });
});

describe('a camera without footage', () => {
  it('says so in a gap while the others play on, and comes back where the gap ends', async () => {
    const { engine: grid, plays, front } = givenGrid({ b: withGap });
    await plays();
    grid.open(noon + 12_000);
    front('a')?.say('seeked');
    await pass(200);
    expect([phaseOf('a'), phaseOf('b')]).toEqual(['showing', 'gap']);
    const begun = clock();
    await pass(1_000);
    expect(clock()).toBeGreaterThan(begun);
    grid.open(noon + 40_500);
    front('a')?.say('seeked');
    front('b')?.say('seeked');
    await pass(100);

    expect(phaseOf('b')).toBe('showing');
    expect(front('b')?.state.time).toBeGreaterThanOrEqual(10.5);
  });

  it('lets the clock jump over a gap that all of them have', async () => {
    const { engine: grid, plays } = givenGrid({ a: withGap, b: withGap });
    await plays();
    grid.open(noon + 12_000);
    await pass(300);

    expect(clock()).toBeGreaterThanOrEqual(noon + 40_000);
  });

  it('where nothing follows holds nobody up', async () => {
    const nothing: Answer = () => Promise.reject(new ApiProblem(problemFor('footage-not-found')));
    const { plays } = givenGrid({ b: nothing });
    await plays();
    await pass(1_000);

    expect(phaseOf('b')).toBe('empty');
    expect(clock()).toBeGreaterThan(noon + 500);
  });
});

describe('the sound', () => {
  const isHeard = (video: HTMLVideoElement | undefined) => video?.muted === false;

  it('is that of one camera at a time, and of none before one is chosen', async () => {
    const { plays, front } = givenGrid();
    await plays();
    expect([isHeard(front('a')?.video), isHeard(front('b')?.video)]).toEqual([false, false]);
    toggleSound('a');
    toggleSound('b');
    await pass(100);

    expect([isHeard(front('a')?.video), isHeard(front('b')?.video)]).toEqual([false, true]);
  });

  it('stays while a picture is nudged, and is none at another speed', async () => {
    const { engine: grid, plays, front } = givenGrid();
    await plays();
    toggleSound('a');
    const a = front('a');
    if (a) a.state.time = (clock() - noon) / 1000 + 0.3;
    await pass(100);
    expect(a?.video.playbackRate).toBeLessThan(1);
    expect(isHeard(a?.video)).toBe(true);
    grid.setSpeed(2);
    await pass(100);

    expect(isHeard(a?.video)).toBe(false);
  });

  it('is given up where the browser would not play with it', async () => {
    const { plays, front } = givenGrid();
    await plays();
    toggleSound('a');
    const a = front('a');
    if (a) a.state.refused = new DOMException('not without a gesture', 'NotAllowedError');
    await pass(200);

    expect(useGridStore.getState().heard).toBeUndefined();
    expect(isHeard(a?.video)).toBe(false);
  });
});
