import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { formatDateTimeInZone, formatDuration } from '../../time/format.ts';
import { lengthOf, type Span } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { TextField } from '../../ui/Field.tsx';
import { toast } from '../../ui/toasts.ts';
import styles from './Exports.module.css';
import { estimateQuery } from './exports.query.ts';
import { formatSize } from './format-size.ts';
import { useStartExport } from './use-export-actions.ts';

const LONGEST_REASON = 500;

type ExportDialogProps = {
  readonly cameraId: string;
  readonly cameraName: string;
  /** What is to be exported; undefined while nobody asks. */
  readonly span: Span | undefined;
  readonly onClose: () => void;
};

/** Shows what a range comes to before it is exported, asks why, and begins. */
export function ExportDialog({ cameraId, cameraName, span, onClose }: ExportDialogProps) {
  const reason = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={span !== undefined}
      onOpenChange={(open) => open || onClose()}
      title={t('exports.dialog.title', { name: cameraName })}
      initialFocus={reason}
    >
      {span && <ExportForm cameraId={cameraId} span={span} reasonField={reason} onClose={onClose} />}
    </Dialog>
  );
}

type ExportFormProps = {
  readonly cameraId: string;
  readonly span: Span;
  readonly reasonField: React.RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
};

function ExportForm({ cameraId, span, reasonField, onClose }: ExportFormProps) {
  const [reason, setReason] = useState('');
  const start = useStartExport();
  const zone = currentZone();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const began = () => {
      toast('info', t('exports.toast.began'), t('exports.toast.began.text'));
      onClose();
    };
    start.mutate({ cameraId, span, reason: reason.trim() }, { onSuccess: began });
  };
  return (
    <form onSubmit={submit}>
      <dl className={styles.facts}>
        <Fact name={t('exports.dialog.from')}>{formatDateTimeInZone(span.from, zone)}</Fact>
        <Fact name={t('exports.dialog.to')}>{formatDateTimeInZone(span.to, zone)}</Fact>
        <Fact name={t('exports.dialog.duration')}>{formatDuration(lengthOf(span))}</Fact>
        <Fact name={t('exports.dialog.size')}>
          <Size cameraId={cameraId} span={span} />
        </Fact>
      </dl>
      <TextField
        ref={reasonField}
        label={t('exports.dialog.reason')}
        maxLength={LONGEST_REASON}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      {start.error && <ErrorNote error={start.error} />}
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="submit" look="primary" busy={start.isPending}>
          {t('exports.dialog.start')}
        </Button>
      </DialogActions>
    </form>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: React.ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** The VMS may not tell sizes; how much of the range was not recorded it always tells. */
function Size({ cameraId, span }: { readonly cameraId: string; readonly span: Span }) {
  const { data, isPending } = useQuery(estimateQuery(cameraId, span));
  if (isPending) return <span aria-busy="true">{t('exports.dialog.size.asking')}</span>;
  if (data === undefined) return t('exports.dialog.size.unknown');
  if (data.totalRecordingSeconds === 0) return t('exports.dialog.nothing');
  const { totalSizeBytes } = data.statistics;
  const size =
    totalSizeBytes === undefined
      ? t('exports.dialog.size.unknown')
      : t('exports.dialog.size.about', { size: formatSize(totalSizeBytes) });
  const missing = formatDuration(data.totalGapSeconds * 1000);
  return data.totalGapSeconds < 1 ? size : `${size} · ${t('exports.dialog.missing', { missing })}`;
}
