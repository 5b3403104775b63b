import { describe, expect, it } from 'vitest';
import { ApiProblem, ConnectionLost, problemFor } from '../../api/errors.ts';
import { PlaybackUnsupported } from './hls-source.ts';
import {
  aSource,
  givenEngine as given,
  goingTo,
  later,
  noon,
  pass,
  playhead,
  startAnew,
  state,
} from './testing/engine.ts';

startAnew();

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

  it('waits as long as a busy server asks, then plays', async () => {
    const busy = new ApiProblem(problemFor('stream-limit-reached'), 15);
    const { opens, newest, requests } = given([() => Promise.reject(busy)]);
    const asked = Date.now();
    await opens(noon);
    expect(state()).toMatchObject({ phase: 'reconnecting', retryAt: asked + 15_000 });
    await pass(14_000);
    expect(requests).toHaveLength(1);
    await pass(1_000);
    newest().shows();

    expect(state().phase).toBe('playing');
  });

  it.each(['camera-not-found', 'permission-missing'] as const)('asks no more after %s', async (code) => {
    const { opens, requests } = given([() => Promise.reject(new ApiProblem(problemFor(code)))]);
    await opens(noon);
    expect(state().phase).toBe('error');
    await pass(60_000);

    expect(requests).toHaveLength(1);
  });

  it('tells of a video that the browser cannot decode', async () => {
    const { plays, requests } = given();
    await plays(noon);
    requests[0]?.onFailed({ kind: 'undecodable' });

    expect(state()).toEqual({ phase: 'error', failure: { kind: 'undecodable' } });
  });

  it('knows a browser that cannot play', async () => {
    const { opens } = given([() => Promise.reject(new PlaybackUnsupported())]);
    await opens(noon);

    expect(state()).toEqual({ phase: 'error', failure: { kind: 'unsupported' } });
  });
});
