import { t } from '../../i18n/t.ts';
import { Badge } from '../../ui/Badge.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './RecordingControl.module.css';
import type { RecordingState } from './recording-state.ts';

/** One word for what the recording is doing. */
export function RecordingPhase({ state }: { readonly state: RecordingState }) {
  if (!state.isRecording) return <Badge tone="neutral">{t('recording.idle')}</Badge>;
  const { status } = state.recording;
  const phase = status === 'starting' || status === 'stopping' ? status : 'recording';
  return (
    <Badge tone="danger">
      <span className={cx(styles.light, phase === 'recording' && styles.pulse)} aria-hidden="true" />
      {t(`recording.phase.${phase}`)}
    </Badge>
  );
}
