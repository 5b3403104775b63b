import type { MilestoneCamera } from '@playhead/contracts';
import { useCallback, useState } from 'react';
import { type Draft, draftOf } from './drafts.ts';

export type DraftedCamera = { readonly camera: MilestoneCamera; readonly draft: Draft };

/** The cameras about to be imported, each with what is typed for it. */
export function useDrafts(cameras: readonly MilestoneCamera[]) {
  const [rows, setRows] = useState<readonly DraftedCamera[]>(() =>
    cameras.map((camera) => ({ camera, draft: draftOf(camera) })),
  );

  const edit = useCallback(
    (id: string, change: Partial<Draft>) =>
      setRows((all) =>
        all.map((row) => (row.camera.id === id ? { ...row, draft: { ...row.draft, ...change } } : row)),
      ),
    [],
  );
  const editAll = (change: Partial<Draft>) =>
    setRows((all) => all.map((row) => ({ ...row, draft: { ...row.draft, ...change } })));
  const leaveOut = useCallback(
    (id: string) => setRows((all) => all.filter((row) => row.camera.id !== id)),
    [],
  );

  return { rows, edit, editAll, leaveOut };
}
