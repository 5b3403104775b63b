import { describe, expect, it } from 'vitest';
import { FixedClock } from '../testing/fixed-clock.ts';
import { Tokens } from './tokens.ts';

function given() {
  const clock = new FixedClock('2026-03-01T12:00:00Z');
  return { clock, tokens: new Tokens(clock, 60) };
}

describe('a token', () => {
  it('is good until its life is over', () => {
    const { clock, tokens } = given();
    const token = tokens.issue();
    clock.advance(59.999);
    expect(tokens.isValid(token)).toBe(true);
    clock.advance(0.001);
    expect(tokens.isValid(token)).toBe(false);
  });

  it('is no good when revoked, expired by order, or made up', () => {
    const { tokens } = given();
    const [revoked, expired] = [tokens.issue(), tokens.issue()];
    tokens.revoke(revoked);
    expect([tokens.isValid(revoked), tokens.isValid(expired)]).toEqual([false, true]);
    tokens.expireAll();
    expect([tokens.isValid(expired), tokens.isValid('made-up')]).toEqual([false, false]);
  });

  it('is never the same as another, and is forgotten once over', () => {
    const { clock, tokens } = given();
    expect(new Set(Array.from({ length: 100 }, () => tokens.issue())).size).toBe(100);
    clock.advance(60);
    expect(tokens.count()).toBe(0);
  });
});
