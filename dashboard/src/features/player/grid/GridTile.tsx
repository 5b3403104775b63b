import { Maximize2, Minimize2, X } from 'lucide-react';
import { useCallback } from 'react';
import { t } from '../../../i18n/t.ts';
import { formatTenths } from '../../../time/format.ts';
import { currentZone } from '../../../time/zone.ts';
import { cx } from '../../../ui/cx.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import player from '../Player.module.css';
import styles from './Grid.module.css';
import { useGridStore } from './grid.store.ts';
import type { GridEngine } from './grid-engine.ts';
import type { GridCamera } from './PlaybackGrid.tsx';
import { TileNotice } from './TileNotice.tsx';

type GridTileProps = {
  readonly engine: GridEngine | undefined;
  readonly camera: GridCamera;
  readonly focused: boolean;
  readonly alone: boolean;
  readonly onFocus: (id: string | undefined) => void;
  readonly onRemove: (id: string) => void;
};

/** One camera of the grid: its picture, whose it is, when it was recorded, and why there is none where there is none. */
export function GridTile({ engine, camera: { id, name }, focused, alone, onFocus, onRemove }: GridTileProps) {
  const mount = useCallback(
    (box: HTMLElement | null) => {
      const [first, second] = box?.querySelectorAll('video') ?? [];
      return engine && first && second ? engine.add(id, [first, second]) : undefined;
    },
    [engine, id],
  );
  return (
    <section
      ref={mount}
      className={cx(player.stage, styles.tile, focused && styles.focused)}
      aria-label={name}
      data-camera={id}
    >
      <video className={player.video} playsInline preload="auto" muted />
      <video className={player.video} playsInline preload="auto" muted />
      <TileNotice cameraId={id} />
      <div className={styles.caption}>
        <bdi className={styles.name}>{name}</bdi>
        <TileTime cameraId={id} />
      </div>
      <div className={styles.actions}>
        {!alone && (
          <IconButton
            label={focused ? t('grid.unfocus') : t('grid.focus', { name })}
            onClick={() => onFocus(focused ? undefined : id)}
          >
            {focused ? <Minimize2 aria-hidden="true" /> : <Maximize2 aria-hidden="true" />}
          </IconButton>
        )}
        <IconButton label={t('grid.remove', { name })} onClick={() => onRemove(id)}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
    </section>
  );
}

function TileTime({ cameraId }: { readonly cameraId: string }) {
  const at = useGridStore(({ tiles }) => tiles.get(cameraId)?.shownAt);
  if (at === undefined) return null;
  return (
    <time dir="ltr" dateTime={new Date(at).toISOString()} data-testid="tile-time">
      {formatTenths(at, currentZone())}
    </time>
  );
}
