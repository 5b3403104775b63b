import { type TimelineCommand, timelineCommand } from '../../features/timeline/timeline-keys.ts';
import { actionOf, type KeyAction, type KeyMap } from '../../keys/key-map.ts';
import { plainName, withShift } from '../../keys/key-name.ts';

/** What a key asks of a page that plays footage. */
export type PageCommand =
  | TimelineCommand
  | { readonly do: 'toggle' }
  | { readonly do: 'shuttle'; readonly direction: 'forward' | 'reverse' }
  /** Slowly, until `endSlow`. */
  | { readonly do: 'slow'; readonly direction: 'forward' | 'reverse' }
  | { readonly do: 'picture'; readonly direction: 1 | -1 }
  /** To a share of the view, 0 to 0.9. */
  | { readonly do: 'share'; readonly share: number }
  /** To what somebody marked: a bookmark, a recording by hand. */
  | { readonly do: 'mark'; readonly direction: 'next' | 'previous' }
  | { readonly do: 'select'; readonly edge: 'from' | 'to' }
  /** To the camera above or below. */
  | { readonly do: 'track'; readonly direction: 1 | -1 }
  | {
      readonly do:
        | 'endSlow'
        | 'clear'
        | 'fit'
        | 'live'
        | 'mute'
        | 'fullscreen'
        | 'snapshot'
        | 'bookmark'
        | 'link'
        | 'time'
        | 'record'
        | 'export'
        | 'keys';
    };

export type Key = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'
>;

/** What the actions ask whose keys can be changed. */
const commands: Readonly<Record<KeyAction, PageCommand>> = {
  toggle: { do: 'toggle' },
  forward: { do: 'shuttle', direction: 'forward' },
  reverse: { do: 'shuttle', direction: 'reverse' },
  live: { do: 'live' },
  pictureBack: { do: 'picture', direction: -1 },
  pictureOn: { do: 'picture', direction: 1 },
  selectFrom: { do: 'select', edge: 'from' },
  selectTo: { do: 'select', edge: 'to' },
  fit: { do: 'fit' },
  previousMark: { do: 'mark', direction: 'previous' },
  nextMark: { do: 'mark', direction: 'next' },
  bookmark: { do: 'bookmark' },
  time: { do: 'time' },
  export: { do: 'export' },
  record: { do: 'record' },
  snapshot: { do: 'snapshot' },
  link: { do: 'link' },
  mute: { do: 'mute' },
  fullscreen: { do: 'fullscreen' },
};

/** Keys that always mean the same. */
const fixed: Readonly<Record<string, PageCommand>> = {
  ' ': { do: 'toggle' },
  '?': { do: 'keys' },
  escape: { do: 'clear' },
};

/** With Shift they belong to nobody. */
const upOrDown = ({ key, shiftKey }: Key): PageCommand | undefined =>
  shiftKey ? undefined : { do: 'track', direction: key === 'ArrowDown' ? 1 : -1 };

function commandOf(name: string, key: Key, keys: KeyMap): PageCommand | undefined {
  if (name === 'arrowup' || name === 'arrowdown') return upOrDown(key);
  const action = actionOf(keys, withShift(name, key));
  const command = action ? commands[action] : fixed[name];
  if (command?.do === 'picture') return command;
  if (key.repeat) return undefined; // a key held down asks once
  return /^\d$/.test(name) ? { do: 'share', share: Number(name) / 10 } : command;
}

/** The keys of the timeline, and those that `keys` gives to the rest. Undefined for a key that is nobody's here. */
export function pageCommand(key: Key, keys: KeyMap): PageCommand | undefined {
  const command = timelineCommand(key);
  if (command) return command;
  if (key.ctrlKey || key.metaKey || key.altKey) return undefined;
  return commandOf(key.key.toLowerCase(), key, keys) ?? commandOf(plainName(key), key, keys);
}
