import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

/** A pace whose first picture was shown at 1,000 ms. */
function given() {
  const pace = new Pace();
  expect(pace.waitOf(0, 900, 1_000)).toBe(0);
  return pace;
}

describe('the pace of pictures', () => {
  it('shows each when its time of playing has come', () => {
    const pace = given();

    expect(pace.waitOf(0.5, 1_000, 1_010)).toBe(490);
    expect(pace.waitOf(1, 1_500, 1_510)).toBe(490);
  });

  it('goes on from where it stood still for want of pictures', () => {
    const pace = given();

    expect(pace.waitOf(0.5, 1_000, 4_000)).toBe(0);
    expect(pace.waitOf(1, 4_000, 4_000)).toBe(500);
  });

  it('leaves out what a slow viewer has missed, and then keeps the pace as it was', () => {
    const pace = given();

    expect(pace.waitOf(0.5, 3_000, 3_000)).toBeUndefined();
    expect(pace.waitOf(1.8, 3_000, 3_000)).toBeUndefined();
    expect(pace.waitOf(1.9, 3_000, 3_000)).toBe(0);
    expect(pace.waitOf(2.5, 3_000, 3_000)).toBe(500);
  });

  it('begins with the first picture, wherever that lies in the stream', () => {
    const pace = new Pace();

    expect(pace.waitOf(7.25, 0, 2_000)).toBe(0);
    expect(pace.waitOf(7.5, 2_000, 2_000)).toBe(250);
  });
});
