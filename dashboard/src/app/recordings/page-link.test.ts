import { describe, expect, it } from 'vitest';
import { linkTo, readLink } from './page-link.ts';

const noon = Date.parse('2026-03-01T12:00:00.250Z');
const view = { from: noon - 60_000, to: noon + 60_000 };
const selection = { from: noon, to: noon + 5_000 };

const searchOf = (path: string) => path.slice(path.indexOf('?'));

describe('a link to the recordings page', () => {
  it('brings back the instant, the view, the speed and the selection', () => {
    const state = { at: noon, view, speed: -4, selection } as const;

    expect(readLink(searchOf(linkTo('c1', state)))).toEqual(state);
  });

  it('is short where there is little to say', () => {
    const nothing = { at: undefined, view: undefined, speed: 1, selection: undefined } as const;

    expect(linkTo('c1', nothing)).toBe('/cameras/c1/recordings');
  });

  it('leaves out what is nonsense', () => {
    const nonsense = '?t=x&view=2026-03-01T12:00:00Z/1026-03-01T12:00:00Z&speed=3&select=a/b';

    expect(readLink(nonsense)).toEqual({});
  });

  it('shows no more than a timeline can', () => {
    expect(readLink('?view=2001-01-01T00:00:00Z/2026-01-01T00:00:00Z').view).toBeUndefined();
    expect(readLink('?view=2026-01-01T00:00:00.000Z/2026-01-01T00:00:00.001Z').view).toBeUndefined();
  });
});
