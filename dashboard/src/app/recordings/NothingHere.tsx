import type { Footage } from '../../features/recordings/footage.ts';
import { type Preset, presets } from '../../features/recordings/ranges.ts';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { t } from '../../i18n/t.ts';
import { serverNow } from '../../time/server-clock.ts';
import { overlaps, type Span } from '../../time/span.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './RecordingsPage.module.css';

type NothingHereProps = {
  readonly footage: Footage;
  readonly preset: Preset | undefined;
  readonly onShow: (range: Span, preset: Preset) => void;
};

const shows = ({ sequences, density }: Footage, view: Span): boolean =>
  sequences.some((one) => overlaps(one, view)) ||
  (density?.some((one) => one.share > 0 && overlaps(one, view)) ?? false);

/** Where the timeline shows no footage at all: that it is so, and the way to some. */
export function NothingHere({ footage, preset, onShow }: NothingHereProps) {
  const empty = useTimeline(({ view }) => !shows(footage, view));
  if (!empty) return null;
  return (
    <div className={styles.nothing}>
      <p>{t(preset === 'week' ? 'recordings.noneAtAll' : 'recordings.none')}</p>
      {preset !== 'week' && (
        <Button onClick={() => onShow(presets.week(serverNow()), 'week')}>
          {t('recordings.none.action')}
        </Button>
      )}
    </div>
  );
}
