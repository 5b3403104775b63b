import type { SyncChange, SyncJob, SyncJobId } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { t } from '../../i18n/t.ts';
import { formatDateTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useKeyboardScroll } from '../../ui/use-keyboard-scroll.ts';
import { useLastKnown } from '../../ui/use-last-known.ts';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import styles from './SyncReport.module.css';
import { syncJobQuery } from './syncs.query.ts';

type SyncReportProps = { readonly id: SyncJobId | undefined; readonly onClose: () => void };

/** What a sync found, camera by camera: first what went wrong, then what changed. */
export function SyncReport({ id, onClose }: SyncReportProps) {
  const shown = useLastKnown(id); // stays while the dialog fades
  return (
    <Dialog wide open={id !== undefined} onOpenChange={(open) => open || onClose()} title={t('syncs.report')}>
      {shown && <Report key={shown} id={shown} />}
    </Dialog>
  );
}

function Report({ id }: { readonly id: SyncJobId }) {
  const { data: job, error, isFetching, refetch } = useQuery(syncJobQuery(id));
  if (error) return <ErrorNote error={error} busy={isFetching} onRetry={() => void refetch()} />;
  if (!job) return <Skeleton height="120px" />;
  const lines = linesOf(job);
  return (
    <>
      <p className={styles.lead}>
        {formatDateTime(Date.parse(job.startedAt), currentZone())} · {t('sync.counts', job)}
      </p>
      {lines.length === 0 ? <p>{t('syncs.report.nothing')}</p> : <Lines lines={lines} />}
    </>
  );
}

type Line = { readonly key: string; readonly name: string; readonly text: string; readonly wrong: boolean };

const linesOf = ({ errorDetails, changes }: SyncJob): readonly Line[] => [
  ...errorDetails.map(({ name, detail }, index) => ({
    key: `error ${index}`,
    name,
    text: detail,
    wrong: true,
  })),
  ...changes.map((change, index) => ({
    key: `change ${index}`,
    name: change.name,
    text: changeText(change),
    wrong: false,
  })),
];

function changeText({ kind, before, after }: SyncChange): string {
  const what = t(`syncs.change.${kind}`);
  return before === undefined || after === undefined
    ? what
    : t('syncs.change.fromTo', { what, before, after });
}

/** The height of a line in CSS px. */
const LINE = 44;

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const { scroller, probe, virtual } = useVirtualRows<HTMLElement>({
    count: lines.length,
    keyOf: (index) => lines[index]?.key ?? String(index),
    height: LINE,
  });
  useKeyboardScroll(scroller);
  return (
    <section ref={scroller} className={styles.scroll} aria-label={t('syncs.report')}>
      <div ref={probe} className={styles.probe} />
      <ul className={styles.lines} style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          return (
            line && (
              <li
                key={key}
                className={styles.line}
                style={{ insetBlockStart: start }}
                aria-setsize={lines.length}
                aria-posinset={index + 1}
              >
                <bdi className={styles.name}>{line.name}</bdi>
                <bdi className={line.wrong ? styles.wrong : styles.text}>{line.text}</bdi>
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
