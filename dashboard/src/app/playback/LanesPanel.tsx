import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RangePicker } from '../../features/recordings/RangePicker.tsx';
import type { SeveralFootage } from '../../features/recordings/several.query.ts';
import { Thumbnail } from '../../features/recordings/Thumbnail.tsx';
import { LanesTimeline } from '../../features/timeline/LanesTimeline.tsx';
import { Minimap } from '../../features/timeline/Minimap.tsx';
import type { TimelineCommand } from '../../features/timeline/timeline-keys.ts';
import { ZoomButtons } from '../../features/timeline/ZoomButtons.tsx';
import { t } from '../../i18n/t.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FootageTable } from '../recordings/FootageTable.tsx';
import styles from '../recordings/RecordingsPage.module.css';
import { SelectionBar } from '../recordings/SelectionBar.tsx';
import { TimelineFoot } from '../recordings/TimelineFoot.tsx';
import { useFirstRange } from '../recordings/use-first-range.ts';
import { usePickedRange } from '../recordings/use-picked-range.ts';
import { useRangeFootage } from '../recordings/use-visible-footage.ts';

type LanesPanelProps = {
  readonly cameras: readonly { readonly id: string; readonly name: string }[];
  /** The camera of the overview. */
  readonly chosen: string;
  readonly footage: UseQueryResult<SeveralFootage>;
  readonly onSeek: (at: number) => void;
  /** A moment was pointed at, with or without footage. */
  readonly onPoint: (at: number) => void;
  readonly onCommand: (command: TimelineCommand) => void;
  readonly onCopyLink: () => void;
  /** What stands beside the zoom. */
  readonly tools: ReactNode;
  readonly onBookmark: () => void;
  readonly onExport: () => void;
};

/** The timeline of several cameras with what belongs around it: its range, its zoom, what is marked on it. */
export function LanesPanel(props: LanesPanelProps) {
  const { cameras, chosen, footage, tools, onSeek, onPoint, onCommand, onCopyLink, onBookmark, onExport } =
    props;
  const { range, preset, show } = usePickedRange(useFirstRange());
  const overview = useRangeFootage(chosen);
  const { data, error, isFetching } = footage;
  const lanes = cameras.map((camera) => ({ ...camera, footage: data?.get(camera.id) }));
  return (
    <section className={styles.panel} aria-label={t('timeline.label')} aria-busy={isFetching}>
      <div className={styles.tools}>
        <RangePicker range={range} preset={preset} onChange={show} />
        <div className={styles.zoom}>
          {tools}
          {data && <FootageTable cameras={lanes} onPlay={onSeek} />}
          <ZoomButtons />
        </div>
      </div>
      {error && <ErrorNote error={error} busy={isFetching} onRetry={() => void footage.refetch()} />}
      <LanesTimeline
        lanes={lanes}
        chosen={chosen}
        stale={footage.isPlaceholderData}
        onPoint={onPoint}
        onCommand={onCommand}
        thumbnail={(id, at, msPerPx) => <Thumbnail key={id} cameraId={id} at={at} msPerPx={msPerPx} />}
      />
      <Minimap footage={overview.data} />
      <SelectionBar onPlay={onSeek} onBookmark={onBookmark} onCopyLink={onCopyLink} onExport={onExport} />
      <TimelineFoot footage={data?.get(chosen)} query={footage} manual={false} />
    </section>
  );
}
