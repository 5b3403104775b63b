import { describe, expect, it } from 'vitest';
import { chooseDigits, chooseLanguage } from '../../i18n/language.ts';
import { faster, paceOf, speedText } from './speeds.ts';

describe('a speed', () => {
  it('up to 2× is played from the stream of 1×', () => {
    expect(([0.25, 0.5, 1, 2] as const).map((speed) => paceOf(speed).stream)).toEqual([1, 1, 1, 1]);
    expect(paceOf(0.5).rate).toBe(0.5);
  });

  it('beyond, and backwards, has a stream of its own', () => {
    expect(paceOf(8)).toEqual({ stream: 8, rate: 1 });
    expect(paceOf(-1)).toEqual({ stream: -1, rate: 1 });
  });

  it('doubles with each press of the same key, up to 8×', () => {
    expect(faster(1, 'forward')).toBe(2);
    expect(faster(0.5, 'forward')).toBe(1);
    expect(faster(8, 'forward')).toBe(8);
    expect(faster(-1, 'reverse')).toBe(-2);
    expect(faster(-8, 'reverse')).toBe(-8);
    expect(faster(4, 'reverse')).toBe(-1);
  });

  it('is written with its sign', () => {
    expect(speedText(-4)).toBe('−4×');
    expect(speedText(0.25)).toBe('0.25×');
  });

  it('is written in the digits that were chosen', async () => {
    await chooseLanguage('ar');
    chooseDigits('arab');

    expect(speedText(-4)).toBe('−٤×');
    expect(speedText(0.25)).toBe('٠٫٢٥×');
  });
});
