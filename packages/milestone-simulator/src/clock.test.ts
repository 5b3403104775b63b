import { describe, expect, it } from 'vitest';
import { SettableClock } from './clock.ts';
import { FixedClock } from './testing/fixed-clock.ts';

const at = (time: string) => Date.parse(`2026-03-01T${time}Z`);

describe('the settable clock', () => {
  it('goes as the one that it follows, from where it is set', () => {
    const real = new FixedClock('2026-11-01T00:00:00Z');
    const clock = new SettableClock(real);

    clock.set({ at: at('12:00:00') });
    real.advance(5);

    expect(clock.now().getTime()).toBe(at('12:00:05'));
  });

  it('stands still when frozen, can be put on meanwhile, and goes on from there', () => {
    const real = new FixedClock('2026-11-01T00:00:00Z');
    const clock = new SettableClock(real, { at: at('12:00:00'), frozen: true });

    real.advance(60);
    expect(clock.now().getTime()).toBe(at('12:00:00'));

    clock.advance(30_000);
    real.advance(60);
    expect(clock.now().getTime()).toBe(at('12:00:30'));

    clock.set({ frozen: false });
    real.advance(1);
    expect(clock.now().getTime()).toBe(at('12:00:31'));
  });

  it('goes back to how it began', () => {
    const real = new FixedClock('2026-11-01T00:00:00Z');
    const clock = new SettableClock(real);
    clock.set({ at: at('12:00:00'), frozen: true });

    clock.restore();

    expect(clock.now()).toEqual(real.now());
    expect(clock.isFrozen).toBe(false);
  });
});
