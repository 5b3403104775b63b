import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, problemFor } from '../../../api/errors.ts';
import { usePlayhead } from '../../../playback/playhead.store.ts';
import type { OpenSource, SourceRequest } from '../hls-source.ts';
import { keepSpeed } from '../player.store.ts';
import { aSource } from '../testing/engine.ts';
import { fakeVideo } from '../testing/fake-video.ts';
import { toggleSound, useGridStore } from './grid.store.ts';
import { GridEngine } from './grid-engine.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const clock = () => usePlayhead.getState().at ?? Number.NaN;
const phaseOf = (camera: string) => useGridStore.getState().tiles.get(camera)?.phase;

let engine: GridEngine | undefined;

type Answer = (request: SourceRequest) => ReturnType<OpenSource>;

/** A grid of cameras; `answers` are how a camera's streams open where that is not well. */
function given(answers: Readonly<Record<string, Answer>> = {}, cameras = ['a', 'b']) {
  const requests: SourceRequest[] = [];
  const openSource: OpenSource = (request) => {
    requests.push(request);
    return answers[request.cameraId]?.(request) ?? Promise.resolve(aSource(request));
  };
  const made = new GridEngine({ openSource, now: () => Date.now() });
  engine = made;
  const elements = new Map(cameras.map((camera) => [camera, [fakeVideo(), fakeVideo()] as const]));
  for (const [camera, [first, second]] of elements) made.add(camera, [first.video, second.video]);

  /** The element that is in front of a camera, or where a new stream of its gets ready. */
  const front = (camera: string) => elements.get(camera)?.find(({ video }) => 'front' in video.dataset);
  const show = (camera: string) => {
    const { video } = requests.findLast((request) => request.cameraId === camera) ?? {};
    elements
      .get(camera)
      ?.find((one) => one.video === video)
      ?.shows();
  };
  const plays = async (at = noon) => {
    made.open(at);
    await pass(0);
    for (const camera of cameras) show(camera);
    await pass(100);
  };
  return { engine: made, requests, front, show, plays };
}

/** A stream of a minute in which nothing was recorded from its 10th to its 40th second. */
const withGap: Answer = (request) => {
  const fragments = [0, 1, 2, 3, 4, 5].map((index) => ({
    start: index * 2,
    duration: 2,
    programDateTime: noon + index * 2_000 + (index < 5 ? 0 : 30_000),
  }));
  return Promise.resolve(aSource(request, { map: () => ({ fragments, speed: 1 }) }));
};

beforeEach(() => {
  vi.useFakeTimers({ now: noon + 86_400_000 });
});

afterEach(() => {
  engine?.dispose();
  keepSpeed(1);
});

describe('the clock of several pictures', () => {
  it('waits until all have their picture, then runs', async () => {
    const { engine: grid, show } = given();
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
    const { engine: grid, show } = given();
    grid.open(noon);
    await pass(0);
    show('a');
    await pass(21_000);

    expect(clock()).toBeGreaterThan(noon);
    expect(phaseOf('b')).toBe('loading');
  });

  it('runs at the speed that is chosen, and opens other streams only where that needs them', async () => {
    const { engine: grid, requests, show, plays, front } = given();
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
    const { engine: grid } = given();
    grid.open(Date.now() + 3_600_000);

    expect(clock()).toBeLessThanOrEqual(Date.now() - 10_000);
  });
});

describe('a picture that drifts', () => {
  it('is slowed when it is ahead, and hurried when it is behind', async () => {
    const { plays, front } = given();
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
    const { plays, front } = given();
    await plays();
    await pass(3_000);

    expect(front('a')?.state.time).toBeGreaterThan(0.5);
  });

  it('is opened anew when its seek never ends, and the others wait for it no longer than they must', async () => {
    const { requests, plays } = given();
    await plays();
    await pass(8_000);

    expect(requests.filter(({ cameraId }) => cameraId === 'a').length).toBeGreaterThan(1);
    expect(phaseOf('a')).toBe('loading');
  });

  it('is brought to the very moment when all are paused', async () => {
    const { engine: grid, plays, front } = given();
    await plays();
    await pass(300);
    grid.pause();
    await pass(200);

    const wanted = (clock() - noon) / 1000;
    expect(front('a')?.state.time).toBeCloseTo(wanted, 3);
    expect(front('b')?.state.time).toBeCloseTo(wanted, 3);
  });
});

describe('a camera without footage', () => {
  it('says so in a gap while the others play on, and comes back where the gap ends', async () => {
    const { engine: grid, plays, front } = given({ b: withGap });
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
    const { engine: grid, plays } = given({ a: withGap, b: withGap });
    await plays();
    grid.open(noon + 12_000);
    await pass(300);

    expect(clock()).toBeGreaterThanOrEqual(noon + 40_000);
  });

  it('where nothing follows holds nobody up', async () => {
    const nothing: Answer = () => Promise.reject(new ApiProblem(problemFor('footage-not-found')));
    const { plays } = given({ b: nothing });
    await plays();
    await pass(1_000);

    expect(phaseOf('b')).toBe('empty');
    expect(clock()).toBeGreaterThan(noon + 500);
  });
});

describe('a stream that breaks', () => {
  it('is opened anew at the clock, while the others play on', async () => {
    const { requests, plays } = given();
    await plays();
    await pass(300);
    requests.find(({ cameraId }) => cameraId === 'b')?.onGone(new ApiProblem(problemFor('stream-not-found')));
    await pass(0);

    expect(requests.at(-1)?.cameraId).toBe('b');
    expect(requests.at(-1)?.at).toBeGreaterThan(noon);
  });

  it('keeps the clock where it is when no camera has another', async () => {
    const away: Answer = () => Promise.reject(new ApiProblem(problemFor('vms-unavailable')));
    const { plays } = given({ a: away, b: away });
    await plays();
    await pass(600);

    expect([phaseOf('a'), phaseOf('b')]).toEqual(['failed', 'failed']);
    expect(clock()).toBe(noon);
    expect(useGridStore.getState().held).toBe(true);
  });

  it('is tried again after a pause when that fails too', async () => {
    const away: Answer = () => Promise.reject(new ApiProblem(problemFor('vms-unavailable')));
    const { requests, plays } = given({ b: away });
    await plays();
    expect(phaseOf('b')).toBe('failed');
    const before = requests.length;
    await pass(2_500);

    expect(requests.length).toBeGreaterThan(before);
  });
});

describe('the sound', () => {
  const isHeard = (video: HTMLVideoElement | undefined) => video?.muted === false;

  it('is that of one camera at a time, and of none before one is chosen', async () => {
    const { plays, front } = given();
    await plays();
    expect([isHeard(front('a')?.video), isHeard(front('b')?.video)]).toEqual([false, false]);
    toggleSound('a');
    toggleSound('b');
    await pass(100);

    expect([isHeard(front('a')?.video), isHeard(front('b')?.video)]).toEqual([false, true]);
  });

  it('stays while a picture is nudged, and is none at another speed', async () => {
    const { engine: grid, plays, front } = given();
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
    const { plays, front } = given();
    await plays();
    toggleSound('a');
    const a = front('a');
    if (a) a.state.refused = new DOMException('not without a gesture', 'NotAllowedError');
    await pass(200);

    expect(useGridStore.getState().heard).toBeUndefined();
    expect(isHeard(a?.video)).toBe(false);
  });
});

describe('a camera that is opened again by hand', () => {
  it('opens at the clock, and leaves the others alone', async () => {
    const away: Answer = () => Promise.reject(new ApiProblem(problemFor('permission-missing')));
    const { engine: grid, requests, plays } = given({ b: away });
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
    const { engine: grid, show } = given();
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
