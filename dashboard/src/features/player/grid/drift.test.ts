import { describe, expect, it } from 'vitest';
import { correctionFor } from './drift.ts';

describe('a picture that is off the clock', () => {
  it('is left alone when nobody could tell', () => {
    expect(correctionFor(0.02, 2)).toEqual({ seek: false, rate: 2 });
  });

  it('is slowed when ahead and hurried when behind, the more the further it is off', () => {
    expect(correctionFor(0.2, 1)).toEqual({ seek: false, rate: 0.85 });
    expect(correctionFor(-0.04, 2)).toEqual({ seek: false, rate: 2.08 });
  });

  it('is mended by no more than a twentieth where it is hardly off: sound goes with it', () => {
    expect(correctionFor(0.15, 1)).toEqual({ seek: false, rate: 0.95 });
    expect(correctionFor(-0.1, 1)).toEqual({ seek: false, rate: 1.05 });
  });

  it('is never nudged so much that it could be seen', () => {
    expect(correctionFor(-0.4, 1)).toEqual({ seek: false, rate: 1.15 });
  });

  it('is sought when far off', () => {
    expect(correctionFor(-0.6, 1)).toEqual({ seek: true });
  });
});
