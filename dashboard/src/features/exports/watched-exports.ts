import { create } from 'zustand';

/** The exports that were begun in this tab and are not over yet. */
export const useWatched = create<{ readonly ids: readonly string[] }>(() => ({ ids: [] }));

export const watchExport = (id: string) =>
  useWatched.setState(({ ids }) => ({ ids: [...ids.filter((other) => other !== id), id] }));

export const unwatchExport = (id: string) =>
  useWatched.setState(({ ids }) => ({ ids: ids.filter((other) => other !== id) }));
