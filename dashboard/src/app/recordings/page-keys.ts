import { type TimelineCommand, timelineCommand } from '../../features/timeline/timeline-keys.ts';

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

const letters: Readonly<Record<string, PageCommand>> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  j: { do: 'shuttle', direction: 'reverse' },
  l: { do: 'shuttle', direction: 'forward' },
  '[': { do: 'select', edge: 'from' },
  ']': { do: 'select', edge: 'to' },
  m: { do: 'mute' },
  f: { do: 'fullscreen' },
  s: { do: 'snapshot' },
  b: { do: 'bookmark' },
  c: { do: 'link' },
  n: { do: 'mark', direction: 'next' },
  p: { do: 'mark', direction: 'previous' },
  g: { do: 'time' },
  r: { do: 'record' },
  e: { do: 'export' },
  '?': { do: 'keys' },
  escape: { do: 'clear' },
};

const shifted: Readonly<Record<string, PageCommand>> = { l: { do: 'live' }, z: { do: 'fit' } };

/** With Shift they belong to nobody. */
const upOrDown = ({ key, shiftKey }: Key): PageCommand | undefined =>
  shiftKey ? undefined : { do: 'track', direction: key === 'ArrowDown' ? 1 : -1 };

const signs: Readonly<Record<string, string>> = {
  Comma: ',',
  Period: '.',
  BracketLeft: '[',
  BracketRight: ']',
};

/**
 * What a key is called on a Latin keyboard, by its place: on an Arabic one letters and signs are others. Undefined for a
 * key that writes a Latin letter, wherever that is.
 */
function nameByPlace({ key, code, shiftKey }: Key): string | undefined {
  if (/^[a-z]$/i.test(key)) return undefined;
  if (code === 'Slash') return shiftKey ? '?' : undefined;
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  return letter ?? (shiftKey ? undefined : (/^Digit(\d)$/.exec(code)?.[1] ?? signs[code]));
}

/** The key's name, in small letters. */
export const nameOf = (key: Key): string => nameByPlace(key) ?? key.key.toLowerCase();

function commandOf(name: string, key: Key): PageCommand | undefined {
  if (name === 'arrowup' || name === 'arrowdown') return upOrDown(key);
  if (name === ',' || name === '.') return { do: 'picture', direction: name === '.' ? 1 : -1 };
  if (key.repeat) return undefined; // a key held down asks once
  if (/^\d$/.test(name)) return { do: 'share', share: Number(name) / 10 };
  const shiftedCommand = key.shiftKey ? shifted[name] : undefined;
  return shiftedCommand ?? (key.shiftKey && /^[a-z]$/.test(name) ? undefined : letters[name]);
}

/** The keys of editing desks (J, K, L) and of the timeline. Undefined for a key that is nobody's here. */
export function pageCommand(key: Key): PageCommand | undefined {
  const command = timelineCommand(key);
  if (command) return command;
  if (key.ctrlKey || key.metaKey || key.altKey) return undefined;
  return commandOf(key.key.toLowerCase(), key) ?? commandOf(nameOf(key), key);
}
