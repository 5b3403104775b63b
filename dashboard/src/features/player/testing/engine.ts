import { afterEach, beforeEach, vi } from 'vitest';
import { setPlayhead, usePlayhead } from '../../../playback/playhead.store.ts';
import type { OpenSource, Source, SourceRequest } from '../hls-source.ts';
import type { Fragment } from '../media-clock.ts';
import { keepSpeed, setMuted, tellPlayer, usePlayerStore } from '../player.store.ts';
import { PlayerEngine } from '../player-engine.ts';
import { fakeVideo } from './fake-video.ts';

export const noon = Date.parse('2026-03-01T12:00:00Z');
export const later = noon + 3_600_000;

/** For each test of the file: the clock stands a day after noon, and what the page remembers is as new. */
export function startAnew(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: noon + 86_400_000 });
  });
  afterEach(() => {
    tellPlayer({ type: 'closed' });
    setPlayhead(undefined);
    setMuted(false);
    keepSpeed(1);
  });
}

/** A minute of a stream from `start` (epoch ms), in two-second segments. */
export const minuteFrom = (start: number, speed = 1): Fragment[] =>
  Array.from({ length: 30 }, (_, index) => ({
    start: index * 2,
    duration: 2,
    programDateTime: start + index * 2_000 * speed,
  }));

/** An open stream of a minute from what was asked for, but for `change`. */
export const aSource = (
  { at, speed }: Pick<SourceRequest, 'at' | 'speed'>,
  change: Partial<Source> = {},
) => ({
  speed,
  position: 0,
  skipped: undefined,
  map: () => ({ fragments: minuteFrom(at, speed), speed }),
  problem: () => undefined,
  rest: () => undefined,
  wake: () => undefined,
  close: () => undefined,
  ...change,
});

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
export const state = () => usePlayerStore.getState().model.state;
export const playhead = () => usePlayhead.getState().at;
export const goingTo = () => usePlayhead.getState().goingTo;

/** An engine on two fake videos. `answers` are for the first streams that it opens; later ones open well. */
export function givenEngine(answers: ((request: SourceRequest) => ReturnType<OpenSource>)[] = []) {
  const elements = [fakeVideo(), fakeVideo()] as const;
  const requests: SourceRequest[] = [];
  const closed: number[] = [];
  const openSource: OpenSource = (request) => {
    const index = requests.push(request) - 1;
    const element = elements.find(({ video }) => video === request.video);
    if (element) Object.assign(element.state, { readyState: 0, time: 0 });
    const answer = answers[index];
    if (answer) return answer(request);
    return Promise.resolve(aSource(request, { close: () => closed.push(index) }));
  };
  const videos = [elements[0].video, elements[1].video] as const;
  const engine = new PlayerEngine({ videos, cameraId: 'c1', openSource, onStepFailed: vi.fn() });

  /** The element in which the newest stream is, or was opened. */
  const newest = () => elements.find(({ video }) => video === requests.at(-1)?.video) ?? elements[0];
  const front = () => (elements[0].video.dataset.front === undefined ? elements[1] : elements[0]);
  const opens = async (moment: number) => {
    engine.open(moment);
    await pass(200);
  };
  const plays = async (moment: number) => {
    await opens(moment);
    newest().shows();
  };
  return { engine, requests, closed, newest, front, opens, plays, elements };
}
