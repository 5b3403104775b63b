import { describe, expect, it, vi } from 'vitest';
import { ApiProblem, problemFor } from '../../api/errors.ts';
import { aSource, givenEngine as given, noon, pass, startAnew, state } from './testing/engine.ts';

startAnew();

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
