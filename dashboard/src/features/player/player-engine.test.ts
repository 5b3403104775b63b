import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, problemFor } from '../../api/errors.ts';
import { setPlayhead, usePlayhead } from '../../playback/playhead.store.ts';
import { type OpenSource, PlaybackUnsupported, type SourceRequest } from './hls-source.ts';
import type { Fragment } from './media-clock.ts';
import { setMuted, tellPlayer, usePlayerStore } from './player.store.ts';
import { PlayerEngine } from './player-engine.ts';

const at = (clock: string) => Date.parse(`2026-03-01T${clock}Z`);
const noon = at('12:00:00');

/** A minute from `start`, in two-second segments. */
const minuteFrom = (start: number): Fragment[] =>
  Array.from({ length: 30 }, (_, index) => ({
    start: index * 2,
    duration: 2,
    programDateTime: start + index * 2_000,
  }));

type FakeState = {
  readyState: number;
  refused: Error | undefined;
  plays: number;
  pauses: number;
  time: number;
};

/** A video element that does what the test says. */
function fakeVideo() {
  const video = document.createElement('video');
  const state: FakeState = { readyState: 0, refused: undefined, plays: 0, pauses: 0, time: 0 };
  Object.defineProperties(video, {
    readyState: { get: () => state.readyState },
    seeking: { get: () => false },
    currentTime: {
      get: () => state.time,
      set: (time: number) => {
        state.time = time;
      },
    },
    play: {
      value: () => {
        state.plays += 1;
        return state.refused ? Promise.reject(state.refused) : Promise.resolve();
      },
    },
    pause: {
      value: () => {
        state.pauses += 1;
      },
    },
  });
  let frame: ((mediaTime: number) => void) | undefined;
  video.requestVideoFrameCallback = (callback) => {
    frame = (mediaTime) =>
      callback(0, {
        mediaTime,
        presentationTime: 0,
        expectedDisplayTime: 0,
        width: 1,
        height: 1,
        presentedFrames: 1,
      });
    return 1;
  };
  video.cancelVideoFrameCallback = () => {
    frame = undefined;
  };
  return {
    video,
    state,
    /** A picture of that media time comes on screen. */
    picture: (mediaTime: number) => {
      state.time = mediaTime;
      frame?.(mediaTime);
    },
    say: (type: string) => video.dispatchEvent(new Event(type)),
  };
}

function given(answers: ((request: SourceRequest) => ReturnType<OpenSource>)[] = []) {
  const element = fakeVideo();
  const requests: SourceRequest[] = [];
  const closed: number[] = [];
  const openSource: OpenSource = (request) => {
    const index = requests.push(request) - 1;
    const answer = answers[index];
    if (answer) return answer(request);
    const fragments = minuteFrom(request.at);
    return Promise.resolve({
      fragments: () => fragments,
      skipped: undefined,
      close: () => closed.push(index),
    });
  };
  const freeze = { hold: vi.fn(), release: vi.fn() };
  const engine = new PlayerEngine({ video: element.video, cameraId: 'c1', openSource, freeze });
  const shows = () => {
    element.state.readyState = 4;
    element.say('canplay');
  };
  const opens = async (moment: number) => {
    engine.open(moment);
    await pass(150);
  };
  return { ...element, engine, requests, closed, freeze, shows, opens };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const state = () => usePlayerStore.getState().model.state;
const playhead = () => usePlayhead.getState().at;
const gone = (request: SourceRequest | undefined) => request?.onGone(new Error('404'));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  tellPlayer({ type: 'closed' });
  setPlayhead(undefined);
  setMuted(false);
});

describe('opening a moment', () => {
  it('shows the moment at once and plays when its picture is there', async () => {
    const { opens, shows, state: element } = given();
    await opens(noon);
    expect(state()).toEqual({ phase: 'loading', at: noon });
    expect(playhead()).toBe(noon);
    shows();

    expect(state().phase).toBe('playing');
    expect(element.plays).toBe(1);
  });

  it('opens one stream however fast seeks follow one another', async () => {
    const { engine, requests } = given();
    engine.open(noon);
    engine.open(noon + 5_000);
    engine.open(noon + 10_000);
    await pass(150);

    expect(requests.map((request) => request.at)).toEqual([noon + 10_000]);
  });

  it('seeks within what is loaded without another stream', async () => {
    const { engine, opens, shows, requests, state: element, say } = given();
    await opens(noon);
    shows();
    engine.open(noon + 21_500);
    await pass(150);
    expect(element.time).toBe(21.5);
    expect(state().phase).toBe('loading');
    say('seeked');

    expect(state().phase).toBe('playing');
    expect(requests).toHaveLength(1);
  });

  it('opens another stream for a moment that is not loaded, and closes the old one', async () => {
    const { opens, shows, requests, closed, freeze } = given();
    await opens(noon);
    shows();
    await opens(noon + 3_600_000);

    expect(requests).toHaveLength(2);
    expect(closed).toEqual([0]);
    expect(freeze.hold).toHaveBeenCalled();
  });

  it('tells of the gap that was skipped to get there, then plays on', async () => {
    const skipped = { from: noon, to: noon + 60_000 };
    const fragments = minuteFrom(skipped.to);
    const { opens, shows } = given([async () => ({ fragments: () => fragments, skipped, close: () => {} })]);
    await opens(noon);
    shows();

    expect(state()).toEqual({ phase: 'gap', gap: skipped });
    expect(playhead()).toBe(skipped.to);
    await pass(4_000);
    expect(state().phase).toBe('playing');
  });

  it('says that it takes long', async () => {
    const { opens } = given();
    await opens(noon);
    await pass(12_000);

    expect(state().phase).toBe('stalled');
  });
});

describe('the playhead', () => {
  it('follows the picture on screen', async () => {
    const { opens, shows, picture } = given();
    await opens(noon);
    shows();
    picture(7.25);

    expect(playhead()).toBe(noon + 7_250);
  });

  it('does not fall back to the old picture while a seek is on its way', async () => {
    const { engine, opens, shows, picture } = given();
    await opens(noon);
    shows();
    engine.open(noon + 30_000);
    picture(7.25);

    expect(playhead()).toBe(noon + 30_000);
  });

  it('jumps over a gap and tells of it', async () => {
    const after = noon + 600_000;
    const fragments = [...minuteFrom(noon).slice(0, 2), { start: 4, duration: 2, programDateTime: after }];
    const { opens, shows, picture } = given([
      async () => ({ fragments: () => fragments, skipped: undefined, close: () => {} }),
    ]);
    await opens(noon);
    shows();
    picture(3.96);
    picture(4.04);

    expect(state()).toEqual({ phase: 'gap', gap: { from: noon + 4_000, to: after } });
    expect(playhead()).toBeCloseTo(after + 40, 3);
  });
});

describe('waiting for pictures', () => {
  it('is worth a word after a second and more after three', async () => {
    const { opens, shows, say } = given();
    await opens(noon);
    shows();
    say('waiting');
    expect(state().phase).toBe('playing');
    await pass(1_000);
    expect(state().phase).toBe('buffering');
    await pass(2_000);
    expect(state().phase).toBe('stalled');
    say('playing');
    expect(state().phase).toBe('playing');
  });

  it('is not told when it is short', async () => {
    const { opens, shows, say } = given();
    await opens(noon);
    shows();
    say('waiting');
    await pass(500);
    say('playing');
    await pass(5_000);

    expect(state().phase).toBe('playing');
  });
});

describe('when the stream fails', () => {
  it('opens a stream that is gone again where the picture was, without a word', async () => {
    const { opens, shows, picture, requests } = given();
    await opens(noon);
    shows();
    picture(10);
    gone(requests[0]);
    await pass(0);

    expect(requests[1]?.at).toBe(noon + 10_000);
    expect(state().phase).toBe('playing');
  });

  it('gives up when it is gone again and again', async () => {
    const { opens, shows, requests } = given();
    await opens(noon);
    for (let time = 0; time < 4; time += 1) {
      shows();
      gone(requests.at(-1));
      await pass(0);
    }

    expect(requests).toHaveLength(4);
    expect(state().phase).toBe('error');
  });

  it('does not listen to a stream that it has left', async () => {
    const { opens, requests } = given();
    await opens(noon);
    await opens(noon + 3_600_000);
    requests[0]?.onFailed({ kind: 'undecodable' });

    expect(state().phase).toBe('loading');
  });

  it('shows the problem and plays after a retry', async () => {
    const problem = new ApiProblem(problemFor('stream-limit-reached'));
    const { engine, opens, shows, requests } = given([() => Promise.reject(problem)]);
    await opens(noon);
    expect(state()).toEqual({ phase: 'error', failure: { kind: 'problem', error: problem } });
    engine.retry();
    await pass(150);
    shows();

    expect(requests[1]?.at).toBe(noon);
    expect(state().phase).toBe('playing');
  });

  it('knows a browser that cannot play', async () => {
    const { opens } = given([() => Promise.reject(new PlaybackUnsupported())]);
    await opens(noon);

    expect(state()).toEqual({ phase: 'error', failure: { kind: 'unsupported' } });
  });
});

describe('playing and pausing', () => {
  it('obeys the viewer', async () => {
    const { engine, opens, shows, state: element } = given();
    await opens(noon);
    shows();
    engine.pause();
    expect(state().phase).toBe('paused');
    expect(element.pauses).toBeGreaterThan(0);
    engine.play();
    expect(state().phase).toBe('playing');
  });

  it('plays without sound where the browser refuses to play with it', async () => {
    const { opens, state: element } = given();
    element.refused = new DOMException('no gesture yet', 'NotAllowedError');
    await opens(noon);

    expect(usePlayerStore.getState().muted).toBe(true);
    expect(element.plays).toBe(2);
  });

  it('ends, and closes everything when disposed of', async () => {
    const { engine, opens, shows, say, closed } = given();
    await opens(noon);
    shows();
    say('ended');
    expect(state().phase).toBe('ended');
    engine.dispose();

    expect(closed).toEqual([0]);
    expect(state().phase).toBe('idle');
    expect(playhead()).toBeUndefined();
  });
});
