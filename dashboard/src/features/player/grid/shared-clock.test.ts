import { describe, expect, it } from 'vitest';
import { SharedClock } from './shared-clock.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');

function given() {
  let now = 0;
  const clock = new SharedClock(() => now);
  clock.set(noon);
  const pass = (ms: number) => {
    now += ms;
  };
  return { clock, pass };
}

describe('the shared clock', () => {
  it('stands until it is let run, and again when it is held', () => {
    const { clock, pass } = given();
    pass(500);
    expect(clock.at).toBe(noon);
    clock.run(true);
    pass(1_000);
    clock.run(false);
    pass(500);

    expect(clock.at).toBe(noon + 1_000);
  });

  it('runs as fast as it is told, also backwards, and does not jump when told otherwise', () => {
    const { clock, pass } = given();
    clock.run(true);
    clock.pace(4);
    pass(1_000);
    clock.pace(-1);
    pass(500);

    expect(clock.at).toBe(noon + 4_000 - 500);
  });

  it('goes to a moment and runs on from there', () => {
    const { clock, pass } = given();
    clock.run(true);
    pass(1_000);
    clock.set(noon + 60_000);
    pass(250);

    expect(clock.at).toBe(noon + 60_250);
  });
});
