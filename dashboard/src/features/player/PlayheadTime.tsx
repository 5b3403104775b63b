import { LoaderCircle } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { formatDate, formatTenths, formatTime } from '../../time/format.ts';
import { currentZone, zoneName } from '../../time/zone.ts';
import { cx } from '../../ui/cx.ts';
import styles from './Player.module.css';
import { usePlayerStore } from './player.store.ts';

/** When the picture on screen was recorded, in the reader's zone, renewed with each picture; never another time. */
export function PlayheadTime() {
  const at = usePlayhead((state) => state.at);
  const underWay = useUnderWay();
  if (at === undefined) return null;
  const zone = currentZone();
  return (
    <div className={cx(styles.clock, underWay && styles.oldPicture)}>
      <time
        dir="auto"
        data-testid="playhead-time"
        dateTime={new Date(at).toISOString()}
        title={t('player.time')}
      >
        <span>{formatDate(at, zone)}</span> <strong>{formatTenths(at, zone)}</strong>{' '}
        <span>{zoneName(at, zone)}</span>
      </time>
    </div>
  );
}

/** Pictures of a moment this near to the one on screen, in ms, are no journey: a change of speed, a step. */
const NEAR_MS = 1_000;

/** Whether another moment than that of the picture on screen is being waited for. */
const useUnderWay = (): boolean =>
  usePlayhead(
    ({ at, goingTo }) => goingTo !== undefined && (at === undefined || Math.abs(goingTo - at) > NEAR_MS),
  );

const onTheWay = new Set(['loading', 'stalled', 'reconnecting']);

/** Which moment is being fetched, while the picture is still another one. */
export function GoingTo() {
  const goingTo = usePlayhead((state) => state.goingTo);
  const underWay = useUnderWay();
  const waits = usePlayerStore(({ model }) => onTheWay.has(model.state.phase));
  if (!underWay || !waits || goingTo === undefined) return null;
  return (
    <p className={styles.goingTo} data-testid="going-to" data-to={new Date(goingTo).toISOString()}>
      <LoaderCircle aria-hidden="true" />
      {t('player.goingTo', { time: formatTime(goingTo, currentZone()) })}
    </p>
  );
}
