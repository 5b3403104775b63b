import { useQueryClient } from '@tanstack/react-query';
import { requestOf } from './drafts.ts';
import { type ImportItem, importCameras, isOver } from './import-cameras.ts';
import { setImportItems, tellImport, useImportItems } from './imports.store.ts';
import { milestoneCamerasKey } from './milestone-cameras.query.ts';
import type { DraftedCamera } from './use-drafts.ts';

/** An import of many cameras: its items with the state of each, and how to begin, repeat and put it away. */
export function useImport() {
  const queries = useQueryClient();
  const items = useImportItems((state) => state.items);

  const run = async (wanted: readonly Omit<ImportItem, 'state'>[], kept: readonly ImportItem[]) => {
    setImportItems([...wanted.map((item): ImportItem => ({ ...item, state: { step: 'waiting' } })), ...kept]);
    await importCameras(
      wanted.map(({ request }) => request),
      tellImport,
    );
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['cameras'] }),
      queries.invalidateQueries({ queryKey: milestoneCamerasKey }),
    ]);
  };

  const failed = items.filter(({ state }) => state.step === 'failed');
  return {
    items,
    running: items.some(({ state }) => !isOver(state)),
    start: (cameras: readonly DraftedCamera[]) =>
      run(
        cameras.map(({ camera, draft }) => ({ camera, request: requestOf(camera, draft) })),
        [],
      ),
    retry: () =>
      run(
        failed,
        items.filter((item) => !failed.includes(item)),
      ),
    close: () => setImportItems([]),
  };
}

export type Import = ReturnType<typeof useImport>;
