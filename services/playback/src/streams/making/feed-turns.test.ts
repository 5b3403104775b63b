import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { FeedTurns, PIECES_IN_A_TURN } from './feed-turns.ts';

/** Turns, and the names of what passed. */
function turnsOf() {
  const turns = new FeedTurns();
  const passed: string[] = [];
  const wait = (name: string, isNeeded = false) => turns.wait(() => passed.push(name), isNeeded);
  return { turns, passed, wait };
}

describe('the turns of pieces of video', () => {
  it('let nothing pass at once', () => {
    const { passed, wait } = turnsOf();
    wait('piece');

    expect(passed).toEqual([]);
  });

  it('let a few pass in each turn of the event loop, in the order in which they came', async () => {
    const { passed, wait } = turnsOf();
    const names = Array.from({ length: PIECES_IN_A_TURN * 2 + 3 }, (_, index) => `piece ${index}`);
    for (const name of names) wait(name);

    for (const most of [PIECES_IN_A_TURN, PIECES_IN_A_TURN * 2, names.length]) {
      await nextTurn();
      expect(passed).toEqual(names.slice(0, most));
    }
  });

  it('let those pass first that viewers wait for', async () => {
    const { passed, wait } = turnsOf();
    for (let index = 0; index < PIECES_IN_A_TURN; index += 1) wait('in advance');
    wait('needed', true);

    await nextTurn();

    expect(passed).toHaveLength(PIECES_IN_A_TURN);
    expect(passed[0]).toBe('needed');
  });

  it('pass by who waits no longer', async () => {
    const { passed, wait } = turnsOf();
    const leave = wait('gone');
    wait('there');
    leave();

    await nextTurn();

    expect(passed).toEqual(['there']);
  });

  it('send whoever comes back to the end of the line', async () => {
    const { turns, passed, wait } = turnsOf();
    turns.wait(() => {
      passed.push('first');
      wait('first again');
    }, false);
    wait('second');
    await nextTurn();

    expect(passed).toEqual(['first', 'second', 'first again']);
  });
});
