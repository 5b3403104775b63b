import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './RecordingControl.module.css';
import type { RecordingState } from './recording-state.ts';

/** One word for what the recording is doing. */
export function RecordingPhase({ state }: { readonly state: RecordingState }) {
  if (!state.isRecording) return <span className={styles.phase}>{t('recording.idle')}</span>;
  const { status } = state.recording;
  const phase = status === 'starting' || status === 'stopping' ? status : 'recording';
  return (
    <span className={cx(styles.phase, styles.active)}>
      <span className={cx(styles.light, phase === 'recording' && styles.pulse)} aria-hidden="true" />
      {t(`recording.phase.${phase}`)}
    </span>
  );
}
