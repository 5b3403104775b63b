import { type Key, nameOf, type PageCommand } from './page-keys.ts';

const ways: Readonly<Record<string, 'forward' | 'reverse'>> = { j: 'reverse', l: 'forward' };

/** K with J or L, both held: slowly, for as long as they are. */
export function slowKeys() {
  let holdsK = false;
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
      const name = nameOf(key);
      if (name === 'k') holdsK = true;
      const direction = ways[name];
      if (!direction || !holdsK) return undefined;
      if (key.repeat) return 'nothing';
      slowBy = name;
      return { do: 'slow', direction };
    },
    /** What the release of a key asks for. */
    up(key: Key): PageCommand | undefined {
      const name = nameOf(key);
      if (name === 'k') holdsK = false;
      return name === 'k' || name === slowBy ? end() : undefined;
    },
    /** Nobody tells of a key that is released elsewhere. */
    leave(): PageCommand | undefined {
      holdsK = false;
      return end();
    },
  };
}
