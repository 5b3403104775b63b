import { useState } from 'react';

/**
 * The camera of several that keys and single pictures mean: the first until another is chosen. `chooseBeside` goes to the
 * one below or above, and stays at the last.
 */
export function useChosen(ids: readonly string[]) {
  const [picked, choose] = useState<string>();
  const index = Math.max(0, picked === undefined ? 0 : ids.indexOf(picked));
  const chooseBeside = (direction: 1 | -1) => {
    choose(ids[Math.max(0, Math.min(ids.length - 1, index + direction))]);
  };
  return { chosen: ids[index], choose, chooseBeside };
}
