import { afterEach, beforeEach, vi } from 'vitest';
import { usePlayhead } from '../../../playback/playhead.store.ts';
import { useGridStore } from '../grid/grid.store.ts';
import { GridEngine } from '../grid/grid-engine.ts';
import type { OpenSource, SourceRequest } from '../hls-source.ts';
import { keepSpeed } from '../player.store.ts';
import { aSource } from './engine.ts';
import { fakeVideo } from './fake-video.ts';

export const noon = Date.parse('2026-03-01T12:00:00Z');
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
export const clock = () => usePlayhead.getState().at ?? Number.NaN;
export const phaseOf = (camera: string) => useGridStore.getState().tiles.get(camera)?.phase;

let engine: GridEngine | undefined;

export type Answer = (request: SourceRequest) => ReturnType<OpenSource>;

/** A grid of cameras; `answers` are how a camera's streams open where that is not well. */
export function givenGrid(answers: Readonly<Record<string, Answer>> = {}, cameras = ['a', 'b']) {
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
export const withGap: Answer = (request) => {
  const fragments = [0, 1, 2, 3, 4, 5].map((index) => ({
    start: index * 2,
    duration: 2,
    programDateTime: noon + index * 2_000 + (index < 5 ? 0 : 30_000),
  }));
  return Promise.resolve(aSource(request, { map: () => ({ fragments, speed: 1 }) }));
};

/** Each test begins with nothing open, at its own time. */
export function startGridAnew(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: noon + 86_400_000 });
  });

  afterEach(() => {
    engine?.dispose();
    keepSpeed(1);
  });
}
