import { useState } from 'react';
import { t } from '../../../i18n/t.ts';
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx';
import { describeFailure } from '../describe-failure.ts';
import { type TileState, useGridStore } from './grid.store.ts';

/** What is worth saying of a tile: that it is late, or shows nothing. Short waits are not. */
function spoken(tile: TileState | undefined): string | undefined {
  switch (tile?.phase) {
    case 'loading':
      return tile.long ? t('grid.long') : undefined;
    case 'gap':
    case 'empty':
      return t('grid.gap');
    case 'failed':
      return describeFailure(tile.failure).title;
    default:
      return undefined;
  }
}

/** Tells assistive technology once when a tile has no picture, why, and when it has one again. */
export function TileVoice({ cameraId, name }: { readonly cameraId: string; readonly name: string }) {
  const state = useGridStore(({ tiles }) => spoken(tiles.get(cameraId)));
  const shows = useGridStore(({ tiles }) => tiles.get(cameraId)?.phase === 'showing');
  const [last, setLast] = useState<string>();
  if (state !== undefined && state !== last) setLast(state);
  const said = state ?? (last === undefined || !shows ? undefined : t('grid.state.back'));
  return (
    <VisuallyHidden role="status">
      {said === undefined ? '' : t('grid.state.of', { name, state: said })}
    </VisuallyHidden>
  );
}
