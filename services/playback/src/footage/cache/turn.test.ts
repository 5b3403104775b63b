import { describe, expect, it, vi } from 'vitest';
import { Turn } from './turn.ts';

/** A line in which everybody waits until told to go. */
function givenLine() {
  const waiting: (() => void)[] = [];
  const inTurn = async <T>(ask: () => Promise<T>) => {
    await new Promise<void>((go) => waiting.push(go));
    return ask();
  };
  const go = () => {
    for (const begin of waiting.splice(0)) begin();
  };
  return { inTurn, go };
}

describe('a question that waits for its turn', () => {
  it('is put then', async () => {
    const { inTurn, go } = givenLine();
    const ask = vi.fn(async () => 'answer');
    const answer = new Turn(inTurn).take(ask);
    expect(ask).not.toHaveBeenCalled();

    go();

    expect(await answer).toBe('answer');
  });

  it('is put at once when somebody hurries it, and not again in its turn', async () => {
    const { inTurn, go } = givenLine();
    const ask = vi.fn(async () => 'answer');
    const turn = new Turn(inTurn);
    const answer = turn.take(ask);

    turn.hurry();

    expect(await answer).toBe('answer');
    go();
    await Promise.resolve();
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('fails as the VMS does, hurried or not', async () => {
    const { inTurn } = givenLine();
    const turn = new Turn(inTurn);
    const answer = turn.take(() => Promise.reject(new Error('The VMS is down.')));

    turn.hurry();

    await expect(answer).rejects.toThrow('The VMS is down.');
  });
});

describe('a question that is hurried before it waits', () => {
  it('needs no place in the line', async () => {
    const turn = new Turn(() => Promise.reject(new Error('The line is too long.')));
    turn.hurry();

    expect(await turn.take(async () => 'answer')).toBe('answer');
  });
});
