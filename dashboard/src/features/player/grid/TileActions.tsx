import { Camera, Maximize2, Minimize2, Volume2, VolumeX, X } from 'lucide-react';
import type { RefObject } from 'react';
import { t } from '../../../i18n/t.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { FullscreenButton } from '../FullscreenButton.tsx';
import { usePlayerStore } from '../player.store.ts';
import styles from './Grid.module.css';
import { useGridStore } from './grid.store.ts';
import type { GridCamera, TileActs } from './PlaybackGrid.tsx';

type TileActionsProps = {
  readonly box: RefObject<HTMLElement | null>;
  readonly camera: GridCamera;
  /** Whether it is shown large beside the others; undefined where there are no others. */
  readonly large: boolean | undefined;
  readonly acts: TileActs;
};

/** What can be done with one camera of the grid. */
export function TileActions({ box, camera, large, acts }: TileActionsProps) {
  const { id, name } = camera;
  return (
    <div className={styles.actions}>
      <IconButton label={t('grid.snapshot', { name })} onClick={() => acts.saveSnapshot(id)}>
        <Camera aria-hidden="true" />
      </IconButton>
      <SoundButton camera={camera} onToggle={acts.toggleSound} />
      <FullscreenButton box={box} label={t('grid.fullscreen', { name })} />
      {large !== undefined && (
        <IconButton
          label={large ? t('grid.unfocus') : t('grid.focus', { name })}
          onClick={() => acts.enlarge(large ? undefined : id)}
        >
          {large ? <Minimize2 aria-hidden="true" /> : <Maximize2 aria-hidden="true" />}
        </IconButton>
      )}
      <IconButton label={t('grid.remove', { name })} onClick={() => acts.remove(id)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}

type SoundButtonProps = { readonly camera: GridCamera; readonly onToggle: (id: string) => void };

/** Sound belongs to footage at its own speed: at any other there is none, and the button says why. */
function SoundButton({ camera: { id, name }, onToggle }: SoundButtonProps) {
  const heard = useGridStore((state) => state.heard === id);
  const silent = usePlayerStore(({ speed }) => speed !== 1);
  return (
    <IconButton
      label={silent ? t('player.silent') : t(heard ? 'grid.soundOff' : 'grid.sound', { name })}
      aria-disabled={silent || undefined}
      onClick={() => silent || onToggle(id)}
    >
      {heard && !silent ? <Volume2 aria-hidden="true" /> : <VolumeX aria-hidden="true" />}
    </IconButton>
  );
}
