import { describe, expect, it } from 'vitest';
import { usualKeys } from '../../keys/key-map.ts';
import { KeyName } from '../../keys/key-name.ts';
import { type Key, pageCommand } from './page-keys.ts';

const press = (key: string, held: Partial<Key> = {}, keys = usualKeys) =>
  pageCommand(
    {
      key,
      code: '',
      shiftKey: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      repeat: false,
      ...held,
    },
    keys,
  );

describe('the keys of the recordings page', () => {
  it('play as on an editing desk', () => {
    expect(press('k')).toEqual({ do: 'toggle' });
    expect(press(' ')).toEqual({ do: 'toggle' });
    expect(press('L')).toEqual({ do: 'shuttle', direction: 'forward' });
    expect(press('j')).toEqual({ do: 'shuttle', direction: 'reverse' });
  });

  it('step from picture to picture, on and on while held', () => {
    expect(press(',', { repeat: true })).toEqual({ do: 'picture', direction: -1 });
    expect(press('.')).toEqual({ do: 'picture', direction: 1 });
  });

  it('ask once while held, where more would flood', () => {
    expect(press('l', { repeat: true })).toBeUndefined();
    expect(press('s', { repeat: true })).toBeUndefined();
  });

  it('move as on the timeline', () => {
    expect(press('ArrowRight')).toEqual({ do: 'move', ms: 5_000 });
    expect(press('ArrowLeft', { ctrlKey: true })).toEqual({ do: 'step', direction: 'previous' });
    expect(press('7')).toEqual({ do: 'share', share: 0.7 });
  });

  it('go live, fit and mark', () => {
    expect(press('L', { shiftKey: true })).toEqual({ do: 'live' });
    expect(press('Z', { shiftKey: true })).toEqual({ do: 'fit' });
    expect(press('[')).toEqual({ do: 'select', edge: 'from' });
    expect(press('?', { shiftKey: true })).toEqual({ do: 'keys' });
  });

  it('go to a time, set bookmarks and go to those beside, and to the recording control', () => {
    expect(press('g')).toEqual({ do: 'time' });
    expect(press('n')).toEqual({ do: 'mark', direction: 'next' });
    expect(press('p')).toEqual({ do: 'mark', direction: 'previous' });
    expect(press('b')).toEqual({ do: 'bookmark' });
    expect(press('r')).toEqual({ do: 'record' });
    expect(press('e')).toEqual({ do: 'export' });
    expect(press('r', { ctrlKey: true })).toBeUndefined();
  });

  it('go to the camera above or below', () => {
    expect(press('ArrowUp')).toEqual({ do: 'track', direction: -1 });
    expect(press('ArrowDown')).toEqual({ do: 'track', direction: 1 });
    expect(press('ArrowDown', { shiftKey: true })).toBeUndefined();
  });

  it('are where they are on a Latin keyboard when letters are Arabic', () => {
    expect(press('ن', { code: 'KeyK' })).toEqual({ do: 'toggle' });
    expect(press('/', { code: 'KeyL', shiftKey: true })).toEqual({ do: 'live' });
    expect(press('و', { code: 'Comma' })).toEqual({ do: 'picture', direction: -1 });
    expect(press('د', { code: 'BracketRight' })).toEqual({ do: 'select', edge: 'to' });
    expect(press('٧', { code: 'Digit7' })).toEqual({ do: 'share', share: 0.7 });
    expect(press('؟', { code: 'Slash', shiftKey: true })).toEqual({ do: 'keys' });
  });

  it('are where their letters are on any Latin keyboard', () => {
    expect(press('m', { code: 'Semicolon' })).toEqual({ do: 'mute' });
    expect(press(',', { code: 'KeyM' })).toEqual({ do: 'picture', direction: -1 });
    expect(press('o', { code: 'KeyS' })).toBeUndefined();
    expect(press('<', { code: 'Comma', shiftKey: true })).toBeUndefined();
  });

  it('are those that somebody gave to the actions instead, and no longer the usual ones', () => {
    const [live, forward] = ['l', 'shift+l'].map((name) => KeyName.parse(name));
    const [mute, picture] = [',', 'm'].map((name) => KeyName.parse(name));
    if (!live || !forward || !mute || !picture) throw new Error('There are no such keys.');
    const keys = { ...usualKeys, live, forward, mute, pictureBack: picture };

    expect(press('l', {}, keys)).toEqual({ do: 'live' });
    expect(press('L', { shiftKey: true }, keys)).toEqual({ do: 'shuttle', direction: 'forward' });
    expect(press('م', { code: 'KeyL' }, keys)).toEqual({ do: 'live' });
    expect(press(',', { repeat: true }, keys)).toBeUndefined();
    expect(press('m', { repeat: true }, keys)).toEqual({ do: 'picture', direction: -1 });
  });

  it('leave the browser its own', () => {
    expect(press('l', { ctrlKey: true })).toBeUndefined();
    expect(press('f', { metaKey: true })).toBeUndefined();
    expect(press('Tab')).toBeUndefined();
    expect(press('K', { shiftKey: true })).toBeUndefined();
  });
});
