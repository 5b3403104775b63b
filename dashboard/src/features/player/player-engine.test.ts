import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, ConnectionLost, problemFor } from '../../api/errors.ts';
import { setPlayhead } from '../../playback/playhead.store.ts';
import { PlaybackUnsupported } from './hls-source.ts';
import { keepSpeed, setMuted, tellPlayer, usePlayerStore } from './player.store.ts';
import {
  aSource,
  givenEngine as given,
  goingTo,
  minuteFrom,
  pass,
  playhead,
  state,
} from './testing/engine.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const later = noon + 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ now: noon + 86_400_000 });
});

afterEach(() => {
  tellPlayer({ type: 'closed' });
  setPlayhead(undefined);
  setMuted(false);
  keepSpeed(1);
});

describe('opening a moment', () => {
  it('says where it goes, and plays when the picture is there', async () => {
    const { opens, newest, front } = given();
    await opens(noon);
    expect(state()).toEqual({ phase: 'loading', at: noon });
    expect([playhead(), goingTo()]).toEqual([undefined, noon]);
    newest().shows();

    expect(state().phase).toBe('playing');
    expect([playhead(), goingTo()]).toEqual([noon, undefined]);
    expect(front().state.plays).toBe(1);
  });

  it('begins at once, and opens one more stream however fast seeks follow', async () => {
    const { engine, requests } = given();
    engine.open(noon);
    engine.open(noon + 5_000);
    engine.open(noon + 10_000);
    await pass(200);

    expect(requests.map((request) => request.at)).toEqual([noon, noon + 10_000]);
  });

  it('seeks within what is loaded without another stream', async () => {
    const { engine, plays, requests, front } = given();
    await plays(noon);
    engine.open(noon + 21_500);
    await pass(200);
    expect(front().state.time).toBe(21.5);
    expect(state().phase).toBe('loading');
    front().say('seeked');

    expect(state().phase).toBe('playing');
    expect(playhead()).toBe(noon + 21_500);
    expect(requests).toHaveLength(1);
  });

  it('gets another stream ready behind the picture, and shows it with its first picture', async () => {
    const { plays, opens, newest, front, requests } = given();
    await plays(noon);
    const before = front();
    await opens(later);
    expect(requests).toHaveLength(2);
    expect(front()).toBe(before);
    newest().shows();

    expect(front()).toBe(newest());
    expect(front()).not.toBe(before);
  });

  it('loads nothing more of the old stream while another is on its way', async () => {
    const rest = vi.fn();
    const { plays, opens } = given([async (request) => aSource(request, { rest })]);
    await plays(noon);
    expect(rest).not.toHaveBeenCalled();
    await opens(later);

    expect(rest).toHaveBeenCalled();
  });

  it('goes back to the stream behind where that holds the moment', async () => {
    const { engine, plays, requests, elements, front } = given();
    await plays(noon);
    await plays(later);
    engine.open(noon + 10_000);
    const behind = elements.find((one) => one !== front());
    behind?.say('seeked');

    expect(requests).toHaveLength(2);
    expect(playhead()).toBe(noon + 10_000);
    expect(front()).toBe(behind);
  });

  it('tells of the gap that was skipped to get there, then plays on', async () => {
    const gap = { from: noon, to: noon + 60_000 };
    const fragments = minuteFrom(gap.to);
    const { plays } = given([
      async (request) => aSource(request, { skipped: gap, map: () => ({ fragments, speed: 1 }) }),
    ]);
    await plays(noon);

    expect(state()).toEqual({ phase: 'gap', gap, direction: 'forward' });
    expect(playhead()).toBe(gap.to);
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
    const { plays, front } = given();
    await plays(noon);
    front().picture(7.25);

    expect(playhead()).toBe(noon + 7_250);
  });

  it('stays with the old picture while another moment is on its way', async () => {
    const { engine, plays, front } = given();
    await plays(noon);
    front().picture(7.25);
    engine.open(later);

    expect([playhead(), goingTo()]).toEqual([noon + 7_250, later]);
  });

  it('stays with the old picture when the other moment can not be had', async () => {
    const { opens, plays, front } = given([
      async (request) => aSource(request),
      () => Promise.reject(new ApiProblem(problemFor('footage-not-found'))),
    ]);
    await plays(noon);
    front().picture(7.25);
    await opens(later);

    expect(state().phase).toBe('error');
    expect(playhead()).toBe(noon + 7_250);
  });

  it('jumps over a gap and tells of it', async () => {
    const after = noon + 600_000;
    const fragments = [...minuteFrom(noon).slice(0, 2), { start: 4, duration: 2, programDateTime: after }];
    const { plays, front } = given([
      async (request) => aSource(request, { map: () => ({ fragments, speed: 1 }) }),
    ]);
    await plays(noon);
    front().picture(3.96);
    front().picture(4.04);

    expect(state()).toEqual({ phase: 'gap', gap: { from: noon + 4_000, to: after }, direction: 'forward' });
    expect(playhead()).toBeCloseTo(after + 40, 3);
  });
});

describe('another speed', () => {
  it('up to 2× only makes the element faster', async () => {
    const { engine, plays, requests, front } = given();
    await plays(noon);
    engine.setSpeed(2);

    expect(front().video.playbackRate).toBe(2);
    expect(requests).toHaveLength(1);
    expect(state().phase).toBe('playing');
  });

  it('backwards opens a stream from the very picture, which stays until the first of the new ones', async () => {
    const { engine, plays, newest, front, requests } = given();
    await plays(noon);
    front().picture(7.25);
    engine.setSpeed(-1);
    await pass(200);
    expect(requests[1]).toMatchObject({ at: noon + 7_250, speed: -1 });
    expect(playhead()).toBe(noon + 7_250);
    newest().shows();
    front().picture(1);

    expect(playhead()).toBe(noon + 6_250);
    expect(front().video.playbackRate).toBe(1);
  });

  it('has no sound but its own', async () => {
    const { engine, plays, front } = given();
    await plays(noon);
    expect(front().video.muted).toBe(false);
    engine.setSpeed(2);
    expect(front().video.muted).toBe(true);
    engine.setSpeed(1);
    expect(front().video.muted).toBe(false);
  });

  it('ends backwards at the start of the footage', async () => {
    const { engine, plays, front } = given();
    engine.setSpeed(-1);
    await plays(noon);
    front().say('ended');

    expect(state()).toEqual({ phase: 'ended', direction: 'reverse' });
  });
});

describe('waiting for pictures', () => {
  it('is worth a word after a second and more after three', async () => {
    const { plays, front } = given();
    await plays(noon);
    front().say('waiting');
    expect(state().phase).toBe('playing');
    await pass(1_000);
    expect(state().phase).toBe('buffering');
    await pass(2_000);
    expect(state().phase).toBe('stalled');
    front().say('playing');
    expect(state().phase).toBe('playing');
  });

  it('is not told when it is short', async () => {
    const { plays, front } = given();
    await plays(noon);
    front().say('waiting');
    await pass(500);
    front().say('playing');
    await pass(5_000);

    expect(state().phase).toBe('playing');
  });

  it('is no fault at the live edge', async () => {
    vi.setSystemTime(noon + 10_000);
    const { plays, front } = given();
    await plays(noon);
    front().say('waiting');
    await pass(5_000);
    expect(state().phase).toBe('live');
    front().say('playing');

    expect(state().phase).toBe('playing');
  });
});

describe('a stream that ends with the newest footage', () => {
  const nothingYet = () => Promise.reject(new ApiProblem(problemFor('footage-not-found')));

  it('is followed by one with what was recorded meanwhile', async () => {
    vi.setSystemTime(noon + 20_000);
    const { plays, front, newest, requests } = given([async (request) => aSource(request), nothingYet]);
    await plays(noon);
    front().picture(8);
    front().say('ended');
    expect(state().phase).toBe('live');
    await pass(6_000);
    expect(requests.slice(1).map((request) => request.at)).toEqual([noon + 8_001, noon + 8_001]);
    newest().shows();

    expect(state().phase).toBe('playing');
  });

  it('has ended when nothing has come for a minute', async () => {
    vi.setSystemTime(noon + 20_000);
    const { plays, front } = given([async (request) => aSource(request), ...Array(30).fill(nothingYet)]);
    await plays(noon);
    front().say('ended');
    await pass(60_000);

    expect(state()).toEqual({ phase: 'ended', direction: 'forward' });
  });
});

describe('when the stream fails', () => {
  const lost = () => Promise.reject(new ConnectionLost(new Error('refused')));

  it('opens a stream that is gone again where the picture was, without a word', async () => {
    const { plays, front, requests } = given();
    await plays(noon);
    front().picture(10);
    requests[0]?.onGone(new Error('404'));
    await pass(0);

    expect(requests[1]?.at).toBe(noon + 10_000);
    expect(state().phase).toBe('playing');
  });

  it('goes on where the picture was as soon as the server is back, and says so meanwhile', async () => {
    const { plays, front, newest, requests } = given([async (request) => aSource(request), lost, lost]);
    await plays(noon);
    front().picture(10);
    requests[0]?.onFailed({ kind: 'problem', error: new ApiProblem(problemFor('service-unavailable')) });
    expect(state()).toMatchObject({ phase: 'reconnecting', retryAt: Date.now() + 1_000 });
    expect(playhead()).toBe(noon + 10_000);
    await pass(1_000);
    expect(state()).toMatchObject({ phase: 'reconnecting', retryAt: Date.now() + 2_000 });
    await pass(2_000 + 4_000);
    newest().shows();

    expect(requests.slice(1).map((request) => request.at)).toEqual([
      noon + 10_000,
      noon + 10_000,
      noon + 10_000,
    ]);
    expect(state().phase).toBe('playing');
    expect(goingTo()).toBeUndefined();
  });

  it('keeps trying after a seek that failed, at the moment that was asked for', async () => {
    const { plays, opens, newest, requests } = given([async (request) => aSource(request), lost]);
    await plays(noon);
    await opens(later);
    expect(state().phase).toBe('reconnecting');
    expect([playhead(), goingTo()]).toEqual([noon, later]);
    await pass(1_000);
    newest().shows();

    expect(requests.at(-1)?.at).toBe(later);
    expect(playhead()).toBe(later);
  });

  it('keeps trying after a start that failed', async () => {
    const { opens, newest, requests } = given([lost]);
    await opens(noon);
    await pass(1_000);
    newest().shows();

    expect(requests).toHaveLength(2);
    expect(state().phase).toBe('playing');
  });

  it('waits longer each time when it is gone again and again', async () => {
    const { plays, newest, requests } = given();
    await plays(noon);
    for (let time = 0; time < 3; time += 1) {
      requests.at(-1)?.onGone(new ApiProblem(problemFor('stream-not-found')));
      await pass(0);
      newest().shows();
    }

    expect(requests).toHaveLength(2);
    expect(state().phase).toBe('reconnecting');
  });

  it('shows why a stream ended early, and opens it again', async () => {
    const problem = new ApiProblem(problemFor('vms-unavailable'));
    const { plays, front } = given([async (request) => aSource(request, { problem: () => problem })]);
    await plays(noon);
    front().say('ended');

    expect(state()).toMatchObject({ phase: 'reconnecting', failure: { error: problem } });
  });

  it('does not listen to a stream that it has left', async () => {
    const { opens, requests } = given();
    await opens(noon);
    await opens(later);
    requests[0]?.onFailed({ kind: 'undecodable' });

    expect(state().phase).toBe('loading');
  });

  it('shows the problem that stays, and plays after a retry', async () => {
    const problem = new ApiProblem(problemFor('vms-credentials-refused'));
    const { engine, opens, newest, requests } = given([() => Promise.reject(problem)]);
    await opens(noon);
    expect(state()).toEqual({ phase: 'error', failure: { kind: 'problem', error: problem } });
    engine.retry();
    await pass(200);
    newest().shows();

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
    const { engine, plays, front } = given();
    await plays(noon);
    engine.pause();
    expect(state().phase).toBe('paused');
    expect(front().state.pauses).toBeGreaterThan(0);
    engine.play();
    expect(state().phase).toBe('playing');
  });

  it('plays without sound where the browser refuses to play with it', async () => {
    const { opens, newest, front } = given();
    await opens(noon);
    newest().state.refused = new DOMException('no gesture yet', 'NotAllowedError');
    newest().shows();
    await pass(0);

    expect(usePlayerStore.getState().muted).toBe(true);
    expect(front().state.plays).toBe(2);
  });

  it('ends, and closes everything when disposed of', async () => {
    const { engine, plays, front, closed } = given();
    await plays(noon);
    front().say('ended');
    expect(state().phase).toBe('ended');
    engine.dispose();

    expect(closed).toEqual([0]);
    expect(state().phase).toBe('idle');
    expect(playhead()).toBeUndefined();
  });
});
