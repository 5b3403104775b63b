import { describe, expect, it } from 'vitest';
import { AbortedError, RefusedError, UnavailableError } from '../../errors.ts';
import { deferred } from '../../testing/deferred.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { failureOf } from '../../testing/given.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

const nobody = () => Promise.reject(new UnavailableError('Nobody is there.'));
const answer = () => Promise.resolve('an answer');

/** A breaker after so many calls that found nobody. */
async function given(failures: number) {
  const clock = new FakeClock();
  const breaker = new CircuitBreaker(clock);
  for (let call = 0; call < failures; call += 1) await failureOf(breaker.run(nobody));
  return { clock, breaker };
}

describe('a recorder that does not answer', () => {
  it('is asked again after one or two failures', async () => {
    const { breaker } = await given(2);

    await expect(breaker.run(answer)).resolves.toBe('an answer');
  });

  it('is left alone after three, and callers are told for how long', async () => {
    const { breaker } = await given(3);

    expect(await failureOf(breaker.run(answer))).toMatchObject({
      kind: 'unavailable',
      message: 'Nobody is there.',
      retryAfterSeconds: 2,
    });
  });

  it('is tried by one call when the pause is over, while the others wait for what it finds', async () => {
    const { breaker, clock } = await given(3);
    clock.advance(2_000);
    const trying = deferred<string>();

    const first = breaker.run(() => trying.promise);
    const second = await failureOf(breaker.run(answer));
    trying.resolve('back');

    expect(second).toBeInstanceOf(UnavailableError);
    await expect(first).resolves.toBe('back');
    await expect(breaker.run(answer)).resolves.toBe('an answer');
  });

  it('is left alone for longer each time, up to half a minute', async () => {
    const { breaker, clock } = await given(3);
    const pauses: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      const { retryAfterSeconds } = Object(await failureOf(breaker.run(answer)));
      pauses.push(retryAfterSeconds);
      clock.advance(retryAfterSeconds * 1000);
      await failureOf(breaker.run(nobody));
    }

    expect(pauses).toEqual([2, 4, 8, 16, 30, 30]);
  });

  it('is there for all again once it answers who asks all the same', async () => {
    const { breaker } = await given(3);

    await expect(breaker.runAnyway(answer)).resolves.toBe('an answer');
    await expect(breaker.run(answer)).resolves.toBe('an answer');
  });

  it('is as it was after a call that its caller gave up', async () => {
    const givenUp = () => Promise.reject(new AbortedError('Given up.'));
    const { breaker } = await given(2);
    await failureOf(breaker.run(givenUp));
    await failureOf(breaker.run(nobody));
    expect(await failureOf(breaker.run(answer))).toBeInstanceOf(UnavailableError);

    const { breaker: open, clock } = await given(3);
    clock.advance(2_000);
    await failureOf(open.run(givenUp));
    await failureOf(open.runAnyway(givenUp));
    await failureOf(open.run(nobody));
    expect(await failureOf(open.run(answer))).toMatchObject({ retryAfterSeconds: 4 });
  });

  it('is not one that says no, or that it can not now', async () => {
    const { breaker } = await given(2);
    await failureOf(breaker.run(() => Promise.reject(new RefusedError(403, 'No.'))));
    await failureOf(breaker.run(nobody));
    await failureOf(breaker.run(nobody));
    await failureOf(breaker.run(() => Promise.reject(new UnavailableError('Later.', { answered: true }))));
    await failureOf(breaker.run(nobody));

    await expect(breaker.run(answer)).resolves.toBe('an answer');
  });
});
