import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { formatDate, formatTime } from '../../time/format.ts';
import type { Span } from '../../time/span.ts';
import { currentZone, zoneName } from '../../time/zone.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { type Stretches, stretchAt } from './geometry.ts';
import styles from './Timeline.module.css';
import { type TimelineCommand, timelineCommand } from './timeline-keys.ts';

type TimelineSliderProps = {
  readonly view: Span;
  readonly footage: Stretches;
  /** Whose footage it is, where the axis has that of several. */
  readonly camera?: string | undefined;
  readonly now: number;
  readonly onCommand: (command: TimelineCommand) => void;
  readonly children: ReactNode;
};

const wholeSeconds = (ms: number) => Math.floor(ms / 1000);

/** What the timeline is to keyboard and assistive technology: a slider over time. */
export function TimelineSlider({ view, footage, camera, now, onCommand, children }: TimelineSliderProps) {
  const help = useId();
  const second = usePlayhead(({ at }) => (at === undefined ? undefined : wholeSeconds(at)));

  const text = second === undefined ? t('timeline.noValue') : valueText(second * 1000, footage, now);

  const onKeyDown = (event: KeyboardEvent) => {
    const command = timelineCommand(event);
    if (!command) return;
    event.preventDefault();
    onCommand(command);
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.slider}
      aria-label={t('timeline.label')}
      aria-describedby={help}
      aria-valuemin={wholeSeconds(view.from)}
      aria-valuemax={wholeSeconds(view.to)}
      aria-valuenow={second ?? wholeSeconds(view.from)}
      aria-valuetext={camera === undefined ? text : t('timeline.value.of', { camera, text })}
      onKeyDown={onKeyDown}
    >
      {children}
      <VisuallyHidden id={help}>{t('timeline.help')}</VisuallyHidden>
    </div>
  );
}

function valueText(at: number, footage: Stretches, now: number): string {
  const zone = currentZone();
  return t('timeline.value', {
    date: formatDate(at, zone),
    time: formatTime(at, zone),
    zone: zoneName(at, zone),
    what: t(`timeline.${stretchAt(footage, at, now)}`),
  });
}
