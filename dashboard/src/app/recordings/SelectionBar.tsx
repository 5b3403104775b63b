import { clearSelection, fitView, selectSpan, useTimeline } from '../../features/timeline/timeline.store.ts';
import { t } from '../../i18n/t.ts';
import { formatDuration } from '../../time/format.ts';
import { CALENDAR, lengthOf } from '../../time/span.ts';
import { Button } from '../../ui/Button.tsx';
import { SpanFields } from '../../ui/SpanFields.tsx';
import styles from './RecordingsPage.module.css';

type SelectionBarProps = {
  readonly onPlay: (at: number) => void;
  /** Where footage is bookmarked. */
  readonly onBookmark?: () => void;
  readonly onCopyLink: () => void;
  /** Where what is marked can be exported. */
  readonly onExport?: () => void;
};

/** What is marked on the timeline, to be typed to the second, and what can be done with it. */
export function SelectionBar({ onPlay, onBookmark, onCopyLink, onExport }: SelectionBarProps) {
  const selection = useTimeline((state) => state.selection);
  if (!selection) return null;
  return (
    <div className={styles.selection} data-testid="selection">
      <p role="status">{t('recordings.selection', { duration: formatDuration(lengthOf(selection)) })}</p>
      <SpanFields
        label={t('recordings.selection.times')}
        span={selection}
        exactness="second"
        longest={lengthOf(CALENDAR)}
        refusal={t('recordings.selection.refused')}
        onChange={({ from, to }) => selectSpan(from, to)}
      />
      <div className={styles.selectionActs}>
        <Button onClick={() => onPlay(selection.from)}>{t('recordings.selection.play')}</Button>
        {onExport && <Button onClick={onExport}>{t('recordings.selection.export')}</Button>}
        <Button onClick={() => fitView(selection)}>{t('recordings.selection.zoom')}</Button>
        {onBookmark && <Button onClick={onBookmark}>{t('recordings.selection.bookmark')}</Button>}
        <Button onClick={onCopyLink}>{t('recordings.selection.link')}</Button>
        <Button onClick={clearSelection}>{t('recordings.selection.clear')}</Button>
      </div>
    </div>
  );
}
