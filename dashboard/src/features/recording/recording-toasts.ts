import type { RecordingEvent } from '@playhead/contracts';
import { t } from '../../i18n/t.ts';
import { formatDuration } from '../../time/format.ts';
import { toast } from '../../ui/toasts.ts';
import { enderOf } from './own-actions.ts';

/** Tells what others did. `cameraName` is undefined for a camera this page does not know. */
export function toastRecordingEvent(event: RecordingEvent, cameraName: string | undefined): void {
  const name = cameraName ?? '';
  if (event.type === 'recording_started' && event.status.isRecording) {
    const { triggeredBy, durationSeconds } = event.status.recording;
    toast(
      'info',
      t('recording.toast.startedBy', { who: triggeredBy }),
      t('recording.toast.startedText', { name, duration: formatDuration(durationSeconds * 1000) }),
    );
  }
  if (event.type === 'recording_progress' && event.id !== '' && event.status.isRecording) {
    const { remainingSeconds } = event.status.recording;
    toast(
      'info',
      event.extendedBy === undefined
        ? t('recording.toast.extended')
        : t('recording.toast.extendedBy', { who: event.extendedBy }),
      t('recording.toast.extendedText', { name, left: formatDuration(remainingSeconds * 1000) }),
    );
  }
  if (event.type === 'recording_stopped' && event.outcome === 'stopped') {
    if (endedInVms(event)) {
      toast('danger', t('recording.toast.endedInVms'), t('recording.toast.endedInVmsText', { name }));
    } else {
      const who = enderOf(event);
      toast('ok', who ? t('recording.toast.stoppedBy', { who }) : t('recording.toast.stopped'), name);
    }
  }
  if (event.type === 'recording_stopped' && event.outcome === 'failed') {
    toast('danger', t('recording.toast.failed'), [name, event.error].filter(Boolean).join(': '));
  }
}

const endedInVms = ({ status }: RecordingEvent) =>
  !status.isRecording && status.lastRecording?.endedBy?.kind === 'vms';
