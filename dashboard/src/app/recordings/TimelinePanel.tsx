import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { coverage, type Footage } from '../../features/recordings/footage.ts';
import { RangePicker } from '../../features/recordings/RangePicker.tsx';
import { type Preset, presets, shownFor } from '../../features/recordings/ranges.ts';
import { Thumbnail } from '../../features/recordings/Thumbnail.tsx';
import { Minimap } from '../../features/timeline/Minimap.tsx';
import { Timeline } from '../../features/timeline/Timeline.tsx';
import { TimelineLegend } from '../../features/timeline/TimelineLegend.tsx';
import { showRange, useTimeline } from '../../features/timeline/timeline.store.ts';
import type { TimelineCommand } from '../../features/timeline/timeline-keys.ts';
import { ZoomButtons } from '../../features/timeline/ZoomButtons.tsx';
import { t } from '../../i18n/t.ts';
import { formatTime } from '../../time/format.ts';
import { serverNow } from '../../time/server-clock.ts';
import { overlaps, type Span } from '../../time/span.ts';
import { currentZone, zoneName } from '../../time/zone.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './RecordingsPage.module.css';
import { SelectionBar } from './SelectionBar.tsx';
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
  const view = useTimeline((state) => state.view);
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
        <ZoomButtons />
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
            manual={manual.data ?? []}
            thumbnail={(at, msPerPx) => <Thumbnail cameraId={cameraId} at={at} msPerPx={msPerPx} />}
          />
        ) : (
          !error && <TimelineSkeleton />
        )}
        {data && !footage.isPlaceholderData && !shows(data, view) && (
          <NothingHere preset={preset} onShow={show} />
        )}
      </div>
      <Minimap footage={overview.data} />
      <SelectionBar onPlay={onSeek} onCopyLink={onCopyLink} />
      <div className={styles.foot}>
        <TimelineLegend />
        {data && !footage.isPlaceholderData && (
          <span>
            {t('recordings.coverage', {
              percent: Math.round(
                coverage(data, { from: view.from, to: Math.min(view.to, data.asOf) }) * 100,
              ),
            })}
            {error &&
              ` · ${t('recordings.stale', { time: formatTime(footage.dataUpdatedAt, currentZone()) })}`}
          </span>
        )}
        <span className={styles.zone}>{zoneName(view.to || serverNow(), currentZone())}</span>
      </div>
    </section>
  );
}

const shows = ({ sequences, density }: Footage, view: Span): boolean =>
  sequences.some((one) => overlaps(one, view)) ||
  (density?.some((one) => one.share > 0 && overlaps(one, view)) ?? false);

const TimelineSkeleton = () => (
  <div className={styles.skeleton} role="status" aria-label={t('recordings.loading')}>
    <Skeleton height="14px" />
    <Skeleton height="46px" />
  </div>
);

type NothingHereProps = {
  readonly preset: Preset | undefined;
  readonly onShow: (range: Span, preset: Preset) => void;
};

const NothingHere = ({ preset, onShow }: NothingHereProps) => (
  <div className={styles.nothing}>
    <p>{t(preset === 'week' ? 'recordings.noneAtAll' : 'recordings.none')}</p>
    {preset !== 'week' && (
      <Button onClick={() => onShow(presets.week(serverNow()), 'week')}>{t('recordings.none.action')}</Button>
    )}
  </div>
);
