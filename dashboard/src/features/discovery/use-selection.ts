import type { MilestoneCamera } from '@playhead/contracts';
import { useState } from 'react';

/** Which cameras are ticked. The ticks outlive a change of page or filter; only what can be imported can be ticked. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, MilestoneCamera>>(new Map());

  const change = (edit: (next: Map<string, MilestoneCamera>) => void) =>
    setChosen((before) => {
      const next = new Map(before);
      edit(next);
      return next;
    });

  return {
    chosen: [...chosen.values()],
    has: (id: string) => chosen.has(id),
    toggle: (camera: MilestoneCamera) =>
      change((next) => (next.has(camera.id) ? next.delete(camera.id) : next.set(camera.id, camera))),
    add: (cameras: readonly MilestoneCamera[]) =>
      change((next) => {
        for (const camera of cameras) next.set(camera.id, camera);
      }),
    remove: (cameras: readonly MilestoneCamera[]) =>
      change((next) => {
        for (const { id } of cameras) next.delete(id);
      }),
    clear: () => setChosen(new Map()),
  };
}

export type Selection = ReturnType<typeof useSelection>;

/** How much of a page is ticked, of what can be. */
export function ticksOf(cameras: readonly MilestoneCamera[], selection: Selection) {
  const choices = cameras.filter(({ imported }) => !imported);
  const all = choices.length > 0 && choices.every(({ id }) => selection.has(id));
  const some = choices.some(({ id }) => selection.has(id));
  const toggle = () => (all ? selection.remove(choices) : selection.add(choices));
  return { choices, all, some, toggle };
}
