import type { UseQueryResult } from '@tanstack/react-query';
import { coverage, type Footage } from '../../features/recordings/footage.ts';
import { GoToNow } from '../../features/timeline/GoToNow.tsx';
import { TimelineLegend } from '../../features/timeline/TimelineLegend.tsx';
import { t } from '../../i18n/t.ts';
import { formatTime } from '../../time/format.ts';
import { serverNow } from '../../time/server-clock.ts';
import { currentZone, zoneName } from '../../time/zone.ts';
import styles from './RecordingsPage.module.css';
import { useRestingView } from './use-resting-view.ts';

type TimelineFootProps = {
  /** Of which it tells how much was recorded. */
  readonly footage: Footage | undefined;
  readonly query: Pick<UseQueryResult, 'error' | 'dataUpdatedAt' | 'isPlaceholderData'>;
  /** Whether the timeline marks recordings that were started by hand. */
  readonly manual: boolean;
};

/** What the colours mean, how much of what is shown was recorded, the way back to now, and whose time it is. */
export const TimelineFoot = ({ footage, query, manual }: TimelineFootProps) => (
  <div className={styles.foot}>
    <TimelineLegend manual={manual} />
    {footage && !query.isPlaceholderData && (
      <span>
        <Coverage footage={footage} />
        {query.error &&
          ` · ${t('recordings.stale', { time: formatTime(query.dataUpdatedAt, currentZone()) })}`}
      </span>
    )}
    <span className={styles.end}>
      <GoToNow />
      <Zone />
    </span>
  </div>
);

function Coverage({ footage }: { readonly footage: Footage }) {
  const view = useRestingView();
  const percent = Math.round(
    coverage(footage, { from: view.from, to: Math.min(view.to, footage.asOf) }) * 100,
  );
  return t('recordings.coverage', { percent });
}

function Zone() {
  const { to } = useRestingView();
  return <span>{zoneName(to || serverNow(), currentZone())}</span>;
}
