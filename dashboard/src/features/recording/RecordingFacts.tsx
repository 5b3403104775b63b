import type { Me } from '@playhead/contracts';
import { t } from '../../i18n/t.ts';
import { formatTime, formatTimeInZone } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import type { RunningRecording } from './recording-state.ts';

type RecordingFactsProps = {
  readonly recording: RunningRecording;
  readonly me: Me;
  readonly className?: string | undefined;
};

/** Who started a recording and when, and when it ends. */
export function RecordingFacts({ recording, me, className }: RecordingFactsProps) {
  const zone = currentZone();
  const time = formatTime(Date.parse(recording.startTime), zone);
  return (
    <p className={className}>
      <span>
        {recording.triggeredBy === me.username
          ? t('recording.byYou', { time })
          : t('recording.by', { time, who: recording.triggeredBy })}
      </span>
      <span>{t('recording.ends', { time: formatTimeInZone(recording.endsAt, zone) })}</span>
    </p>
  );
}
