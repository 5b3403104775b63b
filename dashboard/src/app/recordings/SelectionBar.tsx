import { clearSelection, fitView, useTimeline } from '../../features/timeline/timeline.store.ts';
import { t } from '../../i18n/t.ts';
import { formatDateTime, formatDuration, formatTime } from '../../time/format.ts';
import { lengthOf } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './RecordingsPage.module.css';

type SelectionBarProps = { readonly onPlay: (at: number) => void; readonly onCopyLink: () => void };

/** What is marked on the timeline, to the second, and what can be done with it. */
export function SelectionBar({ onPlay, onCopyLink }: SelectionBarProps) {
  const selection = useTimeline((state) => state.selection);
  if (!selection) return null;
  const zone = currentZone();
  const words = {
    from: formatDateTime(selection.from, zone),
    to: formatTime(selection.to, zone),
    duration: formatDuration(lengthOf(selection)),
  };
  return (
    <div className={styles.selection} role="status" data-testid="selection">
      <p>{t('recordings.selection', words)}</p>
      <Button onClick={() => onPlay(selection.from)}>{t('recordings.selection.play')}</Button>
      <Button onClick={fitView}>{t('recordings.selection.zoom')}</Button>
      <Button onClick={onCopyLink}>{t('recordings.selection.link')}</Button>
      <Button onClick={clearSelection}>{t('recordings.selection.clear')}</Button>
    </div>
  );
}
