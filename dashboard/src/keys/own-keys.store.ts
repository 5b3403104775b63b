import { create } from 'zustand';
import { ChangedKeys, type KeyAction, type KeyMap, keyActions, usualKeys } from './key-map.ts';
import type { KeyName } from './key-name.ts';

type OwnKeys = {
  /** Whose they are; undefined before anybody has signed in. */
  readonly owner: string | undefined;
  readonly keys: KeyMap;
};

/** The keys of whoever is signed in, kept for each account in this browser. */
export const useOwnKeys = create<OwnKeys>(() => ({ owner: undefined, keys: usualKeys }));

export const ownKeys = (): KeyMap => useOwnKeys.getState().keys;

const placeOf = (owner: string) => `playhead.keys.${owner}`;

/** Takes up the keys of this account. */
export function readKeysOf(owner: string): void {
  if (useOwnKeys.getState().owner !== owner) useOwnKeys.setState({ owner, keys: remembered(owner) });
}

/** What can't be read, or gives two actions the same key, is as good as nothing. */
function remembered(owner: string): KeyMap {
  const changed = ChangedKeys.safeParse(parsed(localStorage.getItem(placeOf(owner)) ?? '{}')).data;
  const keys = { ...usualKeys, ...changed };
  return new Set(Object.values(keys)).size === keyActions.length ? keys : usualKeys;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Gives an action a key that no other has. */
export const changeKey = (action: KeyAction, key: KeyName): void => keep({ ...ownKeys(), [action]: key });

/** Gives each of two actions the key of the other. */
export function swapKeys(one: KeyAction, other: KeyAction): void {
  const keys = ownKeys();
  keep({ ...keys, [one]: keys[other], [other]: keys[one] });
}

export const resetKeys = (): void => keep(usualKeys);

function keep(keys: KeyMap): void {
  const { owner } = useOwnKeys.getState();
  useOwnKeys.setState({ keys });
  if (owner === undefined) return;
  const changed = keyActions.filter((action) => keys[action] !== usualKeys[action]);
  const kept = Object.fromEntries(changed.map((action) => [action, keys[action]]));
  if (changed.length === 0) localStorage.removeItem(placeOf(owner));
  else localStorage.setItem(placeOf(owner), JSON.stringify(kept));
}
