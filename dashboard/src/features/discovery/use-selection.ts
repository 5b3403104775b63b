import type { MilestoneCamera } from '@playhead/contracts';
import { useState } from 'react';

/**
 * Which cameras are ticked. The ticks outlive a change of page or filter; only what can be imported can be ticked.
 * `choices` are those of the page on screen.
 */
export function useSelection(cameras: readonly MilestoneCamera[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, MilestoneCamera>>(new Map());
  const choices = cameras.filter(({ imported }) => !imported);
  const all = choices.length > 0 && choices.every(({ id }) => chosen.has(id));

  const change = (edit: (next: Map<string, MilestoneCamera>) => void) =>
    setChosen((before) => {
      const next = new Map(before);
      edit(next);
      return next;
    });

  return {
    chosen: [...chosen.values()],
    choices,
    all,
    some: choices.some(({ id }) => chosen.has(id)),
    has: (id: string) => chosen.has(id),
    toggle: (camera: MilestoneCamera) =>
      change((next) => (next.has(camera.id) ? next.delete(camera.id) : next.set(camera.id, camera))),
    toggleAll: () =>
      change((next) => {
        for (const camera of choices) all ? next.delete(camera.id) : next.set(camera.id, camera);
      }),
    clear: () => setChosen(new Map()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
