import type { MilestoneCamera } from '@playhead/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ImportItem, type ImportState, importCameras, isOver } from './import-cameras.ts';

/** An import of many cameras: its items with the state of each, and how to begin, repeat and put it away. */
export function useImport() {
  const queries = useQueryClient();
  const [items, setItems] = useState<readonly ImportItem[]>([]);

  const tell = (id: string, state: ImportState) =>
    setItems((all) => all.map((item) => (item.camera.id === id ? { ...item, state } : item)));

  const run = async (cameras: readonly MilestoneCamera[], kept: readonly ImportItem[]) => {
    setItems([...cameras.map((camera): ImportItem => ({ camera, state: { step: 'waiting' } })), ...kept]);
    await importCameras(cameras, tell);
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['cameras'] }),
      queries.invalidateQueries({ queryKey: ['milestone-cameras'] }),
    ]);
  };

  const failed = items.filter(({ state }) => state.step === 'failed');
  return {
    items,
    running: items.some(({ state }) => !isOver(state)),
    start: (cameras: readonly MilestoneCamera[]) => run(cameras, []),
    retry: () =>
      run(
        failed.map(({ camera }) => camera),
        items.filter((item) => !failed.includes(item)),
      ),
    close: () => setItems([]),
  };
}

export type Import = ReturnType<typeof useImport>;
