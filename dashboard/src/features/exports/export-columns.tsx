import type { ExportJob } from '@playhead/contracts';
import { Link } from 'wouter';
import { t } from '../../i18n/t.ts';
import { formatDateTime, formatDuration, formatTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { ExportActions } from './ExportActions.tsx';
import { ExportProgress } from './ExportProgress.tsx';
import styles from './Exports.module.css';
import { formatSize } from './format-size.ts';

type Wiring = {
  readonly nameOf: (job: ExportJob) => string | undefined;
  readonly footageOf: (job: ExportJob) => string;
  readonly everybodys: boolean;
};

/** What the list tells of an export. */
export function exportColumns({ nameOf, footageOf, everybodys }: Wiring): readonly Column<ExportJob>[] {
  const who: Column<ExportJob> = {
    key: 'who',
    head: t('exports.column.who'),
    width: '110px',
    cell: ({ requestedBy }) => <bdi>{requestedBy}</bdi>,
  };
  return [
    {
      key: 'camera',
      head: t('exports.column.camera'),
      cell: (job) => (
        <Link href={footageOf(job)}>
          <bdi>{nameOf(job) ?? job.cameraName}</bdi>
        </Link>
      ),
    },
    { key: 'range', head: t('exports.column.range'), width: '190px', cell: (job) => <Range {...job} /> },
    {
      key: 'state',
      head: t('exports.column.state'),
      width: '230px',
      cell: (job) => <ExportProgress job={job} />,
    },
    {
      key: 'size',
      head: t('exports.column.size'),
      width: '112px',
      cell: ({ file }) => file && <span className={styles.size}>{formatSize(file.bytes)}</span>,
    },
    ...(everybodys ? [who] : []),
    { key: 'reason', head: t('exports.column.reason'), cell: ({ reason }) => reason && <bdi>{reason}</bdi> },
    {
      key: 'actions',
      head: t('exports.column.actions'),
      width: '168px',
      cell: (job) => <ExportActions job={job} name={nameOf(job) ?? job.cameraName} />,
    },
  ];
}

function Range({ startTime, endTime, durationSeconds }: ExportJob) {
  const zone = currentZone();
  return (
    <>
      <time dateTime={startTime}>{formatDateTime(Date.parse(startTime), zone)}</time>
      <span className={styles.more}>
        {t('exports.until', {
          to: formatTime(Date.parse(endTime), zone),
          duration: formatDuration(durationSeconds * 1000),
        })}
      </span>
    </>
  );
}
