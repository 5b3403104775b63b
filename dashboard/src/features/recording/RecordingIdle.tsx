import { type LastRecording, type Role, roleIncludes, type VmsRecording } from '@playhead/contracts';
import { Circle } from 'lucide-react';
import { useId, useState } from 'react';
import { t } from '../../i18n/t.ts';
import {
  formatDay,
  formatDuration,
  formatMinutes,
  formatMinutesInZone,
  formatTimeInZone,
} from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';
import { currentZone } from '../../time/zone.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { TextField } from '../../ui/Field.tsx';
import { DurationPicker } from './DurationPicker.tsx';
import { DEFAULT_MINUTES, type DurationChoice, defaultChoice, durationSeconds } from './duration-choice.ts';
import styles from './RecordingControl.module.css';
import type { StartWish } from './use-recording-actions.ts';

/** As long as the API takes, in characters. */
const MAX_REASON = 500;

type RecordingIdleProps = {
  readonly role: Role;
  readonly last: LastRecording | undefined;
  /** What somebody started in the VMS itself: it is in the way. */
  readonly inVms: VmsRecording | undefined;
  readonly error: unknown;
  readonly busy: boolean;
  readonly onStart: (wish: StartWish) => void;
};

/** Choose how long, then start. Who may not is told why. */
export function RecordingIdle({ role, last, inVms, error, busy, onStart }: RecordingIdleProps) {
  const [choice, setChoice] = useState<DurationChoice>(defaultChoice);
  const [minutes, setMinutes] = useState(String(DEFAULT_MINUTES));
  const [reason, setReason] = useState('');
  const hint = useId();
  const allowed = roleIncludes(role, 'operator');
  const seconds = durationSeconds(choice, minutes);

  return (
    <div className={styles.stack}>
      <DurationPicker
        choice={choice}
        minutes={minutes}
        disabled={!allowed || busy}
        onChoice={setChoice}
        onMinutes={setMinutes}
      />
      <TextField
        label={t('recording.reason')}
        placeholder={t('recording.reason.hint')}
        maxLength={MAX_REASON}
        value={reason}
        disabled={!allowed || busy}
        onChange={({ target }) => setReason(target.value)}
      />
      {inVms && (
        <Banner tone="info" title={t('recording.inVms.title')}>
          {t('recording.inVms.text', {
            time: formatTimeInZone(Date.parse(inVms.startTime), currentZone()),
            left: formatDuration(inVms.remainingSeconds * 1000),
          })}
        </Banner>
      )}
      <p id={hint} className={styles.hint}>
        {allowed ? <WillEnd seconds={seconds} /> : t('recording.needsRole', { role: t(`role.${role}`) })}
      </p>
      {Boolean(error) && <ErrorNote error={error} />}
      <Button
        look="danger"
        size="large"
        icon={<Circle fill="currentColor" aria-hidden="true" />}
        busy={busy}
        aria-disabled={!allowed || seconds === undefined || undefined}
        aria-describedby={hint}
        onClick={() => seconds !== undefined && onStart({ seconds, reason: reason.trim() })}
      >
        {t('recording.start')}
      </Button>
      <p className={styles.last}>{last ? lastText(last) : t('recording.last.none')}</p>
    </div>
  );
}

function WillEnd({ seconds }: { readonly seconds: number | undefined }) {
  const now = useNow(15_000);
  if (seconds === undefined) return null;
  const end = now + seconds * 1000;
  const zone = currentZone();
  return t('recording.willEnd', { time: formatMinutesInZone(end, zone) });
}

function lastText({ startTime, endTime, endedBy }: LastRecording): string {
  const [from, to, zone] = [Date.parse(startTime), Date.parse(endTime), currentZone()];
  const text = t('recording.last', {
    day: formatDay(from, zone),
    from: formatMinutes(from, zone),
    to: formatMinutes(to, zone),
    duration: formatDuration(to - from),
  });
  return endedBy?.kind === 'vms' ? `${text} ${t('recording.last.byVms')}` : text;
}
