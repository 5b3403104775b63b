import { describe, expect, it, vi } from 'vitest';
import { ApiProblem, problemFor } from '../../api/errors.ts';
import { usePlayerStore } from './player.store.ts';
import {
  aSource,
  givenEngine as given,
  goingTo,
  later,
  minuteFrom,
  noon,
  pass,
  playhead,
  startAnew,
  state,
} from './testing/engine.ts';

startAnew();

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
