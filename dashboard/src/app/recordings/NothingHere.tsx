import type { Side } from '../../features/recordings/footage.query.ts';
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
  readonly onNearest: (side: Side, empty: Span) => void;
};

const shows = ({ sequences, density }: Footage, view: Span): boolean =>
  sequences.some((one) => overlaps(one, view)) ||
  (density?.some((one) => one.share > 0 && overlaps(one, view)) ?? false);

/** Where the timeline shows no footage at all: that it is so, and the ways to some, before it and after it. */
export function NothingHere({ footage, preset, onShow, onNearest }: NothingHereProps) {
  const empty = useTimeline(({ view }) => !shows(footage, view));
  const wholeRange = useTimeline(({ view, range }) => view.from <= range.from && view.to >= range.to);
  const hasLater = useTimeline(({ view }) => view.to < serverNow());
  if (!empty) return null;
  const nearest = (side: Side) => onNearest(side, useTimeline.getState().view);
  const wholeWeek = preset === 'week' && wholeRange;
  return (
    <div className={styles.nothing}>
      <p>{t(wholeWeek ? 'recordings.noneAtAll' : 'recordings.none')}</p>
      <Button onClick={() => nearest('previous')}>{t('recordings.none.earlier')}</Button>
      {hasLater && <Button onClick={() => nearest('next')}>{t('recordings.none.later')}</Button>}
      {!wholeWeek && (
        <Button onClick={() => onShow(presets.week(serverNow()), 'week')}>
          {t('recordings.none.action')}
        </Button>
      )}
    </div>
  );
}
