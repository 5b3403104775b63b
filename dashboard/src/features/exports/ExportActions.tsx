import type { ExportJob } from '@playhead/contracts';
import { ClipboardCopy, Download, RotateCw, Trash2, X } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { toast } from '../../ui/toasts.ts';
import styles from './Exports.module.css';
import { exportDetails } from './export-details.ts';
import { isUnfinished } from './export-state.ts';
import { useExportActions } from './use-export-actions.ts';

/** Download, another try, cancel or delete, and what an administrator wants to know. */
export function ExportActions({ job, name }: { readonly job: ExportJob; readonly name: string }) {
  const { end, retry, download } = useExportActions(job.exportId);
  return (
    <div className={styles.actions}>
      {job.file && (
        <IconButton
          label={t('exports.download', { name })}
          disabled={download.isPending}
          onClick={() => download.mutate()}
        >
          <Download aria-hidden="true" />
        </IconButton>
      )}
      {job.status === 'failed' && (
        <IconButton
          label={t('exports.retry', { name })}
          disabled={retry.isPending}
          onClick={() => retry.mutate()}
        >
          <RotateCw aria-hidden="true" />
        </IconButton>
      )}
      <IconButton label={t('exports.copy', { name })} onClick={() => void copyDetails(job)}>
        <ClipboardCopy aria-hidden="true" />
      </IconButton>
      {isUnfinished(job) ? (
        <IconButton
          label={t('exports.cancel', { name })}
          disabled={end.isPending}
          onClick={() => end.mutate()}
        >
          <X aria-hidden="true" />
        </IconButton>
      ) : (
        <ConfirmDialog
          trigger={
            <IconButton label={t('exports.delete', { name })} disabled={end.isPending}>
              <Trash2 aria-hidden="true" />
            </IconButton>
          }
          title={t('exports.delete.title')}
          text={t('exports.delete.text', { name })}
          confirm={t('exports.delete.confirm')}
          cancel={t('action.cancel')}
          onConfirm={() => end.mutate()}
        />
      )}
    </div>
  );
}

async function copyDetails(job: ExportJob): Promise<void> {
  if (await copyText(exportDetails(job))) toast('ok', t('exports.copied'));
  else toast('danger', t('recordings.copyFailed'), t('recordings.copyFailed.text'));
}
