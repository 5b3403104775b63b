import { Camera, Keyboard, Link2, PictureInPicture2 } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { FullscreenButton } from './FullscreenButton.tsx';
import { PlayButtons, type Ways } from './PlayButtons.tsx';
import styles from './Player.module.css';
import { canPictureInPicture } from './picture-in-picture.ts';
import { usePlayerStore } from './player.store.ts';
import { SpeedControl } from './SpeedControl.tsx';
import type { PlayerControls } from './use-player.ts';
import { VolumeControl } from './VolumeControl.tsx';

/** What the buttons ask of the page: it knows the footage, the player does not. */
export type TransportActions = Ways & {
  readonly copyLink: () => void;
  readonly saveSnapshot: () => void;
  readonly showKeys: () => void;
};

type TransportProps = {
  readonly box: RefObject<HTMLElement | null>;
  readonly controls: PlayerControls | undefined;
  readonly actions: TransportActions;
};

/** The player's buttons. They keep their order in every language, as on any recorder. */
export function Transport({ box, controls, actions }: TransportProps) {
  const playing = usePlayerStore(({ model }) => model.wanted === 'play');
  const idle = usePlayerStore(({ model }) => model.state.phase === 'idle');
  const button = (label: string, icon: ReactNode, act: (() => void) | undefined, disabled = idle) => (
    <IconButton label={label} disabled={disabled} onClick={act}>
      {icon}
    </IconButton>
  );
  return (
    <div className={styles.transport} dir="ltr" data-keys="player">
      <SpeedControl onSpeed={controls?.setSpeed} />
      <div className={styles.buttons}>
        <PlayButtons
          playing={playing}
          idle={idle}
          controls={controls}
          ways={actions}
          stepPicture={(direction) => controls?.stepPicture(direction)}
        />
      </div>
      <div className={styles.extras}>
        <VolumeControl />
        {button(t('player.snapshot'), <Camera aria-hidden="true" />, actions.saveSnapshot)}
        {button(t('player.copyLink'), <Link2 aria-hidden="true" />, actions.copyLink)}
        {canPictureInPicture() &&
          button(
            t('player.pictureInPicture'),
            <PictureInPicture2 aria-hidden="true" />,
            controls?.pictureInPicture,
          )}
        <FullscreenButton box={box} />
        {button(t('player.keys'), <Keyboard aria-hidden="true" />, actions.showKeys, false)}
      </div>
    </div>
  );
}
