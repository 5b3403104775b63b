import { Volume2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../../../i18n/t.ts';
import { formatTenths } from '../../../time/format.ts';
import { currentZone } from '../../../time/zone.ts';
import { cx } from '../../../ui/cx.ts';
import player from '../Player.module.css';
import styles from './Grid.module.css';
import { useGridStore } from './grid.store.ts';
import type { GridEngine } from './grid-engine.ts';
import type { GridCamera, TileActs } from './PlaybackGrid.tsx';
import { TileActions } from './TileActions.tsx';
import { TileNotice } from './TileNotice.tsx';
import { TileVoice } from './TileVoice.tsx';

type GridTileProps = {
  readonly engine: GridEngine | undefined;
  readonly camera: GridCamera;
  /** Whether keys mean it. */
  readonly chosen: boolean;
  /** Whether it is shown large beside the others; undefined where there are no others. */
  readonly large: boolean | undefined;
  readonly acts: TileActs;
  readonly corner: ReactNode;
};

/** One camera of the grid: its picture, whose it is, when it was recorded, and why there is none where there is none. */
export function GridTile({ engine, camera, chosen, large, acts, corner }: GridTileProps) {
  const box = useRef<HTMLElement>(null);
  const { id, name } = camera;
  useEffect(() => {
    const [first, second] = box.current?.querySelectorAll('video') ?? [];
    return engine && first && second ? engine.add(id, [first, second]) : undefined;
  }, [engine, id]);
  return (
    <section
      ref={box}
      className={cx(player.stage, styles.tile, large && styles.focused, chosen && styles.chosen)}
      aria-label={name}
      data-camera={id}
    >
      <video className={player.video} playsInline preload="auto" muted />
      <video className={player.video} playsInline preload="auto" muted />
      <button
        type="button"
        className={styles.choose}
        aria-pressed={chosen}
        aria-label={t('grid.choose.tile', { name })}
        onClick={() => acts.choose(id)}
        onDoubleClick={() => large !== undefined && acts.enlarge(large ? undefined : id)}
      />
      <TileNotice cameraId={id} reasonAt={acts.reasonAt} onRetry={acts.retry} />
      <TileVoice cameraId={id} name={name} />
      <div className={styles.caption}>
        <bdi className={styles.name}>{name}</bdi>
        <Heard cameraId={id} />
        <TileTime cameraId={id} />
      </div>
      <div className={styles.corner}>{corner}</div>
      <TileActions box={box} camera={camera} large={large} acts={acts} />
    </section>
  );
}

function Heard({ cameraId }: { readonly cameraId: string }) {
  const heard = useGridStore((state) => state.heard === cameraId);
  return heard ? <Volume2 className={styles.heard} aria-hidden="true" /> : null;
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
