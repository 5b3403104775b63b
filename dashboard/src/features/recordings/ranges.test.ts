import { afterEach, describe, expect, it } from 'vitest';
import { chooseZone, setSiteZone } from '../../time/zone-choice.ts';
import { momentOf, momentPath, presets, rangeAround, shownFor } from './ranges.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

afterEach(() => {
  chooseZone('mine');
  setSiteZone(undefined);
});

describe('a range preset', () => {
  it('ends now', () => {
    for (const preset of Object.values(presets)) expect(preset(now).to).toBe(now);
  });

  it('counts seven days of the chosen zone’s calendar, whatever their length', () => {
    setSiteZone('Europe/Berlin');
    chooseZone('site');
    const afterTheChange = Date.parse('2026-03-31T14:00:00.250+02:00');

    expect(presets.week(afterTheChange).from).toBe(Date.parse('2026-03-24T14:00:00.250+01:00'));
  });
});

describe('what is shown of a range', () => {
  it('goes a little beyond now when the range ends now', () => {
    expect(shownFor(presets.hour(now), now).to).toBe(now + 72_000);
  });

  it('is never more than a year that can be asked for', () => {
    const { from, to } = shownFor(presets.year(now), now);
    expect(to - from).toBeLessThanOrEqual(366 * 24 * 3_600_000);
  });

  it('is the range itself when it lies in the past', () => {
    const past = { from: now - 7_200_000, to: now - 3_600_000 };
    expect(shownFor(past, now)).toEqual(past);
  });
});

describe('a link to a moment', () => {
  it('brings back the moment it was made for', () => {
    const path = momentPath('c1', now + 123);

    expect(momentOf(path.slice(path.indexOf('?')))).toBe(now + 123);
  });

  it('is no moment when it is nonsense', () => {
    expect(momentOf('?t=tomorrow')).toBeUndefined();
    expect(momentOf('')).toBeUndefined();
    expect(momentOf('?t=%2B275760-09-13T00:00:00Z')).toBeUndefined();
    expect(momentOf('?t=-100000-01-01T00:00:00Z')).toBeUndefined();
  });

  it('opens the hour around it', () => {
    const at = now - 5 * 3_600_000;
    expect(rangeAround(at, now)).toEqual({ from: at - 1_800_000, to: at + 1_800_000 });
  });

  it('opens no future when it is recent', () => {
    expect(rangeAround(now - 60_000, now)).toEqual({ from: now - 3_600_000, to: now });
  });
});
