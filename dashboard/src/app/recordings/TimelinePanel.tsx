import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { Footage } from '../../features/recordings/footage.ts';
import { RangePicker } from '../../features/recordings/RangePicker.tsx';
import { type Preset, shownFor } from '../../features/recordings/ranges.ts';
import { Thumbnail } from '../../features/recordings/Thumbnail.tsx';
import { GoToNow } from '../../features/timeline/GoToNow.tsx';
import { Minimap } from '../../features/timeline/Minimap.tsx';
import { Timeline } from '../../features/timeline/Timeline.tsx';
import { showRange } from '../../features/timeline/timeline.store.ts';
import type { TimelineCommand } from '../../features/timeline/timeline-keys.ts';
import { ZoomButtons } from '../../features/timeline/ZoomButtons.tsx';
import { t } from '../../i18n/t.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { NothingHere } from './NothingHere.tsx';
import styles from './RecordingsPage.module.css';
import { SelectionBar } from './SelectionBar.tsx';
import { TimelineFoot } from './TimelineFoot.tsx';
import { useManualRecordings, useRangeFootage } from './use-visible-footage.ts';

/** The range that was asked for, and which button asked for it, if one did. */
export type Picked = { readonly range: Span; readonly preset: Preset | undefined };

type TimelinePanelProps = {
  readonly cameraId: string;
  readonly footage: UseQueryResult<Footage>;
  readonly first: Picked;
  readonly onSeek: (at: number) => void;
  readonly onPress: (at: number) => void;
  readonly onCommand: (command: TimelineCommand) => void;
  readonly onCopyLink: () => void;
};

/** The timeline with what belongs around it: its range, its zoom, what its colours mean, whose time it shows. */
export function TimelinePanel(props: TimelinePanelProps) {
  const { cameraId, footage, first, onSeek, onPress, onCommand, onCopyLink } = props;
  const overview = useRangeFootage(cameraId);
  const manual = useManualRecordings(cameraId);
  const [{ range, preset }, setPicked] = useState(first);
  const { data, error } = footage;

  const show = (next: Span, by: Preset | undefined) => {
    setPicked({ range: next, preset: by });
    showRange(shownFor(next, serverNow()));
  };

  return (
    <section className={styles.panel} aria-label={t('timeline.label')} aria-busy={footage.isFetching}>
      <div className={styles.tools}>
        <RangePicker range={range} preset={preset} onChange={show} />
        <div className={styles.zoom}>
          <GoToNow />
          <ZoomButtons />
        </div>
      </div>
      {error && <ErrorNote error={error} busy={footage.isFetching} onRetry={() => void footage.refetch()} />}
      <div className={styles.axis}>
        {data ? (
          <Timeline
            footage={data}
            stale={footage.isPlaceholderData}
            onSeek={onSeek}
            onPress={onPress}
            onCommand={onCommand}
            manual={manual.data}
            thumbnail={(at, msPerPx) => <Thumbnail cameraId={cameraId} at={at} msPerPx={msPerPx} />}
          />
        ) : (
          !error && <TimelineSkeleton />
        )}
        {data && !footage.isPlaceholderData && <NothingHere footage={data} preset={preset} onShow={show} />}
      </div>
      <Minimap footage={overview.data} />
      <SelectionBar onPlay={onSeek} onCopyLink={onCopyLink} />
      <TimelineFoot footage={footage} />
    </section>
  );
}

const TimelineSkeleton = () => (
  <div className={styles.skeleton} role="status" aria-label={t('recordings.loading')}>
    <Skeleton height="14px" />
    <Skeleton height="46px" />
  </div>
);
