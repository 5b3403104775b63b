import type { UseQueryResult } from '@tanstack/react-query';
import { coverage, type Footage } from '../../features/recordings/footage.ts';
import { TimelineLegend } from '../../features/timeline/TimelineLegend.tsx';
import { t } from '../../i18n/t.ts';
import { formatTime } from '../../time/format.ts';
import { serverNow } from '../../time/server-clock.ts';
import { currentZone, zoneName } from '../../time/zone.ts';
import styles from './RecordingsPage.module.css';
import { useRestingView } from './use-resting-view.ts';

type TimelineFootProps = { readonly footage: UseQueryResult<Footage> };

/** What the colours mean, how much of what is shown was recorded, and whose time it is. */
export const TimelineFoot = ({ footage }: TimelineFootProps) => (
  <div className={styles.foot}>
    <TimelineLegend />
    {footage.data && !footage.isPlaceholderData && (
      <span>
        <Coverage footage={footage.data} />
        {footage.error &&
          ` · ${t('recordings.stale', { time: formatTime(footage.dataUpdatedAt, currentZone()) })}`}
      </span>
    )}
    <Zone />
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
  return <span className={styles.zone}>{zoneName(to || serverNow(), currentZone())}</span>;
}
