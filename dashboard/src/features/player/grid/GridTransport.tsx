import { Keyboard, Link2 } from 'lucide-react';
import type { RefObject } from 'react';
import { t } from '../../../i18n/t.ts';
import { usePlayhead } from '../../../playback/playhead.store.ts';
import { formatDateTimeInZone } from '../../../time/format.ts';
import { currentZone } from '../../../time/zone.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { FullscreenButton } from '../FullscreenButton.tsx';
import { PlayButtons, type Ways } from '../PlayButtons.tsx';
import player from '../Player.module.css';
import { SpeedControl } from '../SpeedControl.tsx';
import styles from './Grid.module.css';
import { useGridStore } from './grid.store.ts';
import type { GridControls } from './use-grid.ts';

type GridActions = Ways & {
  readonly stepPicture: (direction: 1 | -1) => void;
  readonly copyLink: () => void;
  readonly showKeys: () => void;
};

type GridTransportProps = {
  /** What fills the screen: the pictures and this transport. */
  readonly box: RefObject<HTMLElement | null>;
  readonly controls: GridControls | undefined;
  readonly actions: GridActions;
};

/** One transport for all pictures, and their one clock. */
export function GridTransport({ box, controls, actions }: GridTransportProps) {
  const playing = useGridStore(({ wanted }) => wanted === 'play');
  const idle = usePlayhead(({ at }) => at === undefined);
  return (
    <div className={player.transport} dir="ltr" data-keys="player">
      <SpeedControl onSpeed={controls?.setSpeed} />
      <div className={player.buttons}>
        <PlayButtons
          playing={playing}
          idle={idle}
          controls={controls}
          ways={actions}
          stepPicture={actions.stepPicture}
        />
      </div>
      <div className={player.extras}>
        <SharedTime />
        <IconButton label={t('player.copyLink')} disabled={idle} onClick={actions.copyLink}>
          <Link2 aria-hidden="true" />
        </IconButton>
        <FullscreenButton box={box} />
        <IconButton label={t('player.keys')} onClick={actions.showKeys}>
          <Keyboard aria-hidden="true" />
        </IconButton>
      </div>
    </div>
  );
}

/** The clock that all pictures follow; it says so while it waits for them. */
function SharedTime() {
  const second = usePlayhead(({ at }) => at && Math.floor(at / 1000) * 1000);
  const held = useGridStore((state) => state.held);
  return (
    <span className={styles.clock}>
      {held && <span className={styles.held}>{t('grid.waiting')}</span>}
      {second !== undefined && (
        <time
          dir="auto"
          dateTime={new Date(second).toISOString()}
          data-testid="grid-clock"
          title={t('grid.clock')}
        >
          {formatDateTimeInZone(second, currentZone())}
        </time>
      )}
    </span>
  );
}
