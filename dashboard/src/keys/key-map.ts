import { z } from 'zod';
import { KeyName } from './key-name.ts';

/** What has a key of its own that everybody may change. Arrows, digits and the space bar always mean the same. */
export const keyActions = [
  'toggle',
  'forward',
  'reverse',
  'live',
  'pictureBack',
  'pictureOn',
  'selectFrom',
  'selectTo',
  'fit',
  'previousMark',
  'nextMark',
  'bookmark',
  'time',
  'export',
  'record',
  'snapshot',
  'link',
  'mute',
  'fullscreen',
] as const;
const KeyAction = z.enum(keyActions);
export type KeyAction = z.infer<typeof KeyAction>;

/** Each action's key; no two have the same. */
const KeyMap = z.record(KeyAction, KeyName);
export type KeyMap = Readonly<z.infer<typeof KeyMap>>;

/** What somebody changed of the usual keys. */
export const ChangedKeys = z.partialRecord(KeyAction, KeyName);

/** The keys of editing desks, and of the field. */
export const usualKeys: KeyMap = KeyMap.parse({
  toggle: 'k',
  forward: 'l',
  reverse: 'j',
  live: 'shift+l',
  pictureBack: ',',
  pictureOn: '.',
  selectFrom: '[',
  selectTo: ']',
  fit: 'shift+z',
  previousMark: 'p',
  nextMark: 'n',
  bookmark: 'b',
  time: 'g',
  export: 'e',
  record: 'r',
  snapshot: 's',
  link: 'c',
  mute: 'm',
  fullscreen: 'f',
});

/** What a key does, if anything. */
export const actionOf = (keys: KeyMap, name: KeyName | undefined): KeyAction | undefined =>
  keyActions.find((action) => keys[action] === name);
