import type { MilestoneCamera } from '@playhead/contracts';
import { type ReactNode, useState } from 'react';
import { ChooseCameras } from './ChooseCameras.tsx';
import { ReviewImport } from './ReviewImport.tsx';
import type { DraftedCamera } from './use-drafts.ts';
import { useImport } from './use-import.ts';
import { useSelection } from './use-selection.ts';

/** The VMS's cameras: search, filter, tick, look over and import. `actions` stand at the head of the page. */
export function Discovery({ actions }: { readonly actions?: ReactNode }) {
  const selection = useSelection();
  const imports = useImport();
  const [reviewed, review] = useState<readonly MilestoneCamera[]>();

  const start = (cameras: readonly DraftedCamera[]) => {
    void imports.start(cameras);
    selection.clear();
    review(undefined);
  };

  if (reviewed) return <ReviewImport cameras={reviewed} onBack={() => review(undefined)} onImport={start} />;
  return (
    <ChooseCameras
      selection={selection}
      imports={imports}
      actions={actions}
      onReview={() => review(selection.chosen)}
    />
  );
}
