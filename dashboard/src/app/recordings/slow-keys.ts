import type { KeyMap } from '../../keys/key-map.ts';
import { plainName } from '../../keys/key-name.ts';
import type { Key, PageCommand } from './page-keys.ts';

/** The key that pauses (K) with one that plays (J or L), both held: slowly, for as long as they are. */
export function slowKeys(keys: () => Pick<KeyMap, 'toggle' | 'forward' | 'reverse'>) {
  let holdsPause = false;
  let slowBy: string | undefined;

  const end = (): PageCommand | undefined => {
    if (slowBy === undefined) return undefined;
    slowBy = undefined;
    return { do: 'endSlow' };
  };

  return {
    /** Whether a key that went down belongs to it, and what it asks for; a key that is held asks once. */
    down(key: Key): PageCommand | 'nothing' | undefined {
      if (key.shiftKey || key.ctrlKey || key.metaKey || key.altKey) return undefined;
      const name = plainName(key);
      const { toggle, forward, reverse } = keys();
      if (name === toggle) holdsPause = true;
      if (!holdsPause || (name !== forward && name !== reverse)) return undefined;
      if (key.repeat) return 'nothing';
      slowBy = name;
      return { do: 'slow', direction: name === forward ? 'forward' : 'reverse' };
    },
    /** What the release of a key asks for. */
    up(key: Key): PageCommand | undefined {
      const name = plainName(key);
      const pause = name === keys().toggle;
      if (pause) holdsPause = false;
      return pause || name === slowBy ? end() : undefined;
    },
    /** Nobody tells of a key that is released elsewhere. */
    leave(): PageCommand | undefined {
      holdsPause = false;
      return end();
    },
  };
}
