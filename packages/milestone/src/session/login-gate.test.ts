import { describe, expect, it } from 'vitest';
import { AbortedError, CredentialsRefusedError } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { LoginGate } from './login-gate.ts';
import type { LoginOutcome, LoginTurn, LoginTurns } from './login-turns.ts';

const never = new AbortController().signal;

/** A gate over turns that answer as the test says, and logins that are counted. */
function given() {
  const clock = new FakeClock();
  const outcomes: LoginOutcome[] = [];
  const answers: LoginTurns = {
    take: async () => ({ closed: false, refusals: 0 }),
    end: async (outcome) => void outcomes.push(outcome),
  };
  const turns: LoginTurns = {
    take: (signal) => answers.take(signal),
    end: (outcome) => answers.end(outcome),
  };
  const gate = new LoginGate(clock, { turns });
  const logins: string[] = [];
  const refused = (signal = never) =>
    gate.through<string>(async () => {
      logins.push('refused');
      throw new CredentialsRefusedError('The VMS refuses the account.');
    }, signal);
  const accepted = () =>
    gate.through(async () => {
      logins.push('accepted');
      return 'token';
    }, never);
  const away = () => Promise.reject(new Error('The database is away.'));
  return { clock, answers, outcomes, logins, refused, accepted, away };
}

const closed: LoginTurn = { closed: true, refusals: 2, reason: 'Refused elsewhere.', leftMs: 45_000 };

describe('a gate that is shared', () => {
  it('is closed by what another client was answered, and says why', async () => {
    const { answers, logins, refused } = given();
    answers.take = async () => closed;

    await expect(refused()).rejects.toMatchObject({
      kind: 'credentials-refused',
      message: expect.stringMatching(/^Refused elsewhere\. It is tried again in 45 s/),
      retryAfterSeconds: 45,
    });
    expect(logins).toEqual([]);
  });

  it('goes on with the pauses where another client was', async () => {
    const { answers, outcomes, refused } = given();
    answers.take = async () => ({ closed: false, refusals: 2 });

    await expect(refused()).rejects.toMatchObject({ retryAfterSeconds: 120 });

    expect(outcomes).toMatchObject([{ kind: 'refused', refusals: 3, pauseMs: 120_000 }]);
  });

  it('opens as soon as the others say so', async () => {
    const { answers, refused, accepted } = given();
    answers.take = async () => closed;
    await expect(refused()).rejects.toThrow('Refused elsewhere');

    answers.take = async () => ({ closed: false, refusals: 0 });

    await expect(accepted()).resolves.toBe('token');
  });

  it('stays closed by itself while the others cannot be asked', async () => {
    const { clock, answers, logins, refused, away } = given();
    await expect(refused()).rejects.toMatchObject({ retryAfterSeconds: 30 });
    answers.take = away;
    answers.end = away;

    await expect(refused()).rejects.toMatchObject({ retryAfterSeconds: 30 });
    expect(logins).toEqual(['refused']);

    clock.advance(30_000);
    await expect(refused()).rejects.toMatchObject({ retryAfterSeconds: 60 });
    expect(logins).toEqual(['refused', 'refused']);
  });

  it('keeps to a refusal that it could tell nobody of, when the others are back', async () => {
    const { clock, answers, logins, refused, accepted, away } = given();
    const { take } = answers;
    answers.take = away;
    answers.end = away;
    await expect(refused()).rejects.toMatchObject({ retryAfterSeconds: 30 });

    answers.take = take;
    await expect(accepted()).rejects.toMatchObject({ retryAfterSeconds: 30 });

    clock.advance(30_000);
    await expect(accepted()).resolves.toBe('token');
    expect(logins).toEqual(['refused', 'accepted']);
  });

  it('is waited for no longer when the client closes', async () => {
    const { answers, logins, refused } = given();
    const closing = new AbortController();
    answers.take = async (signal) => {
      closing.abort();
      throw signal.reason;
    };

    await expect(refused(closing.signal)).rejects.toBeInstanceOf(AbortedError);
    expect(logins).toEqual([]);
  });
});
