import type { Me } from '@playhead/contracts';
import { Plus, Square } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { formatDuration, formatTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { toast } from '../../ui/toasts.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { ExtendButtons } from './ExtendButtons.tsx';
import styles from './RecordingChip.module.css';
import { RecordingFacts } from './RecordingFacts.tsx';
import type { RunningRecording } from './recording-state.ts';
import { useRecordingActions } from './use-recording-actions.ts';

type ChipActionsProps = {
  readonly camera: { readonly id: string; readonly name: string };
  readonly me: Me;
  readonly recording: RunningRecording;
  /** Until its end, ms. */
  readonly left: number;
};

/** Makes the recording longer or ends it, right on the picture. There is no room for what fails: a toast says it. */
export function ChipActions({ camera, me, recording, left }: ChipActionsProps) {
  const { stop, extend } = useRecordingActions(camera.id, me);
  const [extending, setExtending] = useState(false);
  const zone = currentZone();
  const running = recording.status === 'recording' && !stop.isPending;
  const onError = (error: unknown) => {
    const { title, text } = describeError(error);
    toast('danger', title, `${camera.name}: ${text}`);
  };
  const extendBy = (seconds: number) => {
    setExtending(false);
    extend.mutate(seconds, { onError });
  };
  return (
    <>
      <Popover
        title={t('recording.chip.of', { name: camera.name })}
        align="start"
        open={extending}
        onOpenChange={setExtending}
        trigger={
          <IconButton
            className={styles.action}
            label={t('recording.extend')}
            aria-disabled={!running || undefined}
            aria-busy={extend.isPending || undefined}
          >
            <Plus aria-hidden="true" />
          </IconButton>
        }
      >
        <RecordingFacts className={styles.facts} recording={recording} me={me} />
        <ExtendButtons busy={extend.isPending} disabled={!running} onExtend={extendBy} />
      </Popover>
      <ConfirmDialog
        trigger={
          <IconButton
            className={styles.action}
            label={t('recording.stop')}
            aria-disabled={!running || undefined}
            aria-busy={stop.isPending || undefined}
          >
            <Square fill="currentColor" aria-hidden="true" />
          </IconButton>
        }
        title={t('recording.stop.title')}
        text={t('recording.stop.text', { name: camera.name, left: formatDuration(left) })}
        confirm={t('recording.stop')}
        cancel={t('recording.stop.keep')}
        onConfirm={() => stop.mutate(undefined, { onError })}
      />
      <VisuallyHidden aria-live="polite">
        {extend.isSuccess ? t('recording.chip.nowEnds', { time: formatTime(recording.endsAt, zone) }) : ''}
      </VisuallyHidden>
    </>
  );
}
