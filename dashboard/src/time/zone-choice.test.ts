import { afterEach, describe, expect, it } from 'vitest';
import { chooseZone, currentZone, setSiteZone } from './zone-choice.ts';

afterEach(() => {
  chooseZone('mine');
  setSiteZone(undefined);
  localStorage.clear();
});

describe('the zone in which times are shown', () => {
  it('is that of the reader’s machine at first', () => {
    expect(currentZone()).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  it('is the site’s when that is chosen', () => {
    setSiteZone('Asia/Riyadh');
    chooseZone('site');

    expect(currentZone()).toBe('Asia/Riyadh');
  });

  it('stays the reader’s while the site’s is not known', () => {
    chooseZone('site');

    expect(currentZone()).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  it('can be UTC', () => {
    chooseZone('utc');

    expect(currentZone()).toBe('UTC');
  });
});
