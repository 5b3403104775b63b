import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usualKeys } from './key-map.ts';
import { KeyName } from './key-name.ts';
import { changeKey, ownKeys, readKeysOf, resetKeys, useOwnKeys } from './own-keys.store.ts';

const nobody = () => useOwnKeys.setState({ owner: undefined, keys: usualKeys });
const x = KeyName.parse('x');

beforeEach(nobody);
afterEach(() => {
  localStorage.clear();
  nobody();
});

describe('the keys of an account', () => {
  it('are kept in this browser, and are nobody else’s', () => {
    readKeysOf('noor');
    changeKey('mute', x);
    readKeysOf('sara');
    expect(ownKeys()).toEqual(usualKeys);
    readKeysOf('noor');

    expect(ownKeys()).toEqual({ ...usualKeys, mute: 'x' });
  });

  it('are kept as what differs from the usual ones, and not at all where nothing does', () => {
    readKeysOf('noor');
    changeKey('mute', x);
    expect(localStorage.getItem('playhead.keys.noor')).toBe('{"mute":"x"}');
    resetKeys();

    expect(localStorage.getItem('playhead.keys.noor')).toBeNull();
  });

  it.each(['nonsense', '{"mute":"F5"}', '{"mute":"f"}', '{"dance":"x"}', '[]'])(
    'are the usual ones where %s is kept',
    (kept) => {
      localStorage.setItem('playhead.keys.noor', kept);
      readKeysOf('noor');

      expect(ownKeys()).toEqual(usualKeys);
    },
  );
});
