import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Side } from '../../features/recordings/footage.query.ts';
import type { Footage } from '../../features/recordings/footage.ts';
import { RangePicker } from '../../features/recordings/RangePicker.tsx';
import { Thumbnail } from '../../features/recordings/Thumbnail.tsx';
import { Minimap } from '../../features/timeline/Minimap.tsx';
import type { Mark } from '../../features/timeline/marks.ts';
import { Timeline } from '../../features/timeline/Timeline.tsx';
import type { TimelineCommand } from '../../features/timeline/timeline-keys.ts';
import { ZoomButtons } from '../../features/timeline/ZoomButtons.tsx';
import { t } from '../../i18n/t.ts';
import type { Span } from '../../time/span.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { FootageTable } from './FootageTable.tsx';
import { NothingHere } from './NothingHere.tsx';
import styles from './RecordingsPage.module.css';
import { SelectionBar } from './SelectionBar.tsx';
import { TimelineFoot } from './TimelineFoot.tsx';
import type { Picked } from './use-first-range.ts';
import { usePickedRange } from './use-picked-range.ts';
import { useManualRecordings, useRangeFootage } from './use-visible-footage.ts';

type TimelinePanelProps = {
  readonly cameraId: string;
  readonly cameraName: string;
  readonly footage: UseQueryResult<Footage>;
  readonly first: Picked;
  readonly marks: readonly Mark[] | undefined;
  /** What stands beside the zoom. */
  readonly tools: ReactNode;
  readonly onSeek: (at: number) => void;
  /** A moment was pointed at, with or without footage. */
  readonly onPoint: (at: number) => void;
  /** To the nearest footage before or after a stretch without any. */
  readonly onNearest: (side: Side, empty: Span) => void;
  readonly onPress: (at: number) => void;
  readonly onCommand: (command: TimelineCommand) => void;
  readonly onBookmark: () => void;
  readonly onCopyLink: () => void;
  readonly onExport: () => void;
};

/** The timeline with what belongs around it: its range, its zoom, what its colours mean, whose time it shows. */
export function TimelinePanel(props: TimelinePanelProps) {
  const {
    cameraId,
    cameraName,
    footage,
    first,
    marks,
    tools,
    onSeek,
    onPoint,
    onNearest,
    onPress,
    onCommand,
    onBookmark,
    onCopyLink,
    onExport,
  } = props;
  const overview = useRangeFootage(cameraId);
  const manual = useManualRecordings(cameraId);
  const { range, preset, show } = usePickedRange(first);
  const { data, error } = footage;

  return (
    <section className={styles.panel} aria-label={t('timeline.label')} aria-busy={footage.isFetching}>
      <div className={styles.tools}>
        <RangePicker range={range} preset={preset} onChange={show} />
        <div className={styles.zoom}>
          {tools}
          {data && (
            <FootageTable
              cameras={[{ id: cameraId, name: cameraName, footage: data, manual: manual.data, marks }]}
              onPlay={onPoint}
            />
          )}
          <ZoomButtons />
        </div>
      </div>
      {error && <ErrorNote error={error} busy={footage.isFetching} onRetry={() => void footage.refetch()} />}
      <div className={styles.axis}>
        {data ? (
          <Timeline
            footage={data}
            camera={cameraName}
            stale={footage.isPlaceholderData}
            onPoint={onPoint}
            onPress={onPress}
            onCommand={onCommand}
            manual={manual.data}
            marks={marks}
            thumbnail={(at, msPerPx) => <Thumbnail cameraId={cameraId} at={at} msPerPx={msPerPx} />}
          />
        ) : (
          !error && <TimelineSkeleton />
        )}
        {data && !footage.isPlaceholderData && (
          <NothingHere footage={data} preset={preset} onShow={show} onNearest={onNearest} />
        )}
      </div>
      <Minimap footage={overview.data} />
      <SelectionBar onPlay={onSeek} onBookmark={onBookmark} onCopyLink={onCopyLink} onExport={onExport} />
      <TimelineFoot footage={data} query={footage} manual />
    </section>
  );
}

const TimelineSkeleton = () => (
  <div className={styles.skeleton} role="status" aria-label={t('recordings.loading')}>
    <Skeleton height="14px" />
    <Skeleton height="46px" />
  </div>
);
