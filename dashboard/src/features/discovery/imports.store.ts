import { create } from 'zustand';
import { useSession } from '../../api/session.ts';
import type { ImportItem, ImportState } from './import-cameras.ts';

/** The import that was begun in this tab last: it goes on, and its results stay, whatever page is shown meanwhile. */
export const useImportItems = create<{ readonly items: readonly ImportItem[] }>(() => ({ items: [] }));

export const setImportItems = (items: readonly ImportItem[]) => useImportItems.setState({ items });

export const tellImport = (states: ReadonlyMap<string, ImportState>) =>
  useImportItems.setState(({ items }) => ({
    items: items.map((item) => {
      const state = states.get(item.camera.id);
      return state === undefined ? item : { ...item, state };
    }),
  }));

/** Whoever signs in next did not ask for it. */
useSession.subscribe(({ status }) => {
  if (status !== 'signed-in') setImportItems([]);
});
