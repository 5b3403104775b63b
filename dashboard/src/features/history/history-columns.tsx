import type { EndedBy, RecordingSession, RecordingSessionStatus } from '@playhead/contracts';
import { Film } from 'lucide-react';
import { Link } from 'wouter';
import { t } from '../../i18n/t.ts';
import { formatDateTime, formatDuration } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import styles from './History.module.css';

const tones: Record<RecordingSessionStatus, Tone> = {
  starting: 'danger',
  recording: 'danger',
  stopping: 'warn',
  stopped: 'ok',
  failed: 'warn',
};

type Wiring = {
  readonly nameOf: (session: RecordingSession) => string | undefined;
  readonly footageOf: ((session: RecordingSession) => string) | undefined;
};

/** What the history tells of a recording. */
export function historyColumns({ nameOf, footageOf }: Wiring): readonly Column<RecordingSession>[] {
  const footage: Column<RecordingSession> = {
    key: 'footage',
    head: t('history.column.footage'),
    width: '108px',
    cell: (session) =>
      footageOf && <FootageLink href={footageOf(session)} name={nameOf(session) ?? session.cameraName} />,
  };
  return [
    {
      key: 'camera',
      head: t('history.column.camera'),
      cell: (session) => (
        <Link href={`/cameras/${session.cameraId}`}>
          <bdi>{nameOf(session) ?? session.cameraName}</bdi>
        </Link>
      ),
    },
    {
      key: 'start',
      head: t('history.column.start'),
      width: '128px',
      cell: ({ startTime }) => (
        <time dateTime={startTime}>{formatDateTime(Date.parse(startTime), currentZone())}</time>
      ),
    },
    {
      key: 'duration',
      head: t('history.column.duration'),
      width: '118px',
      cell: ({ actualDuration, durationSeconds }) =>
        t('history.durationOf', {
          actual: formatDuration(actualDuration * 1000),
          asked: formatDuration(durationSeconds * 1000),
        }),
    },
    {
      key: 'state',
      head: t('history.column.state'),
      width: '112px',
      cell: ({ status }) => <Badge tone={tones[status]}>{t(`history.state.${status}`)}</Badge>,
    },
    {
      key: 'who',
      head: t('history.column.who'),
      width: '92px',
      cell: ({ triggeredBy }) => <bdi>{triggeredBy}</bdi>,
    },
    { key: 'reason', head: t('history.column.reason'), cell: ({ reason }) => reason && <bdi>{reason}</bdi> },
    { key: 'ended', head: t('history.column.ended'), cell: (session) => <Ended {...session} /> },
    ...(footageOf ? [footage] : []),
  ];
}

function Ended({ endedBy, error }: Pick<RecordingSession, 'endedBy' | 'error'>) {
  return (
    <>
      {endedBy && <span>{endText(endedBy)}</span>}
      {error && (
        <span className={styles.error}>
          <bdi>{error}</bdi>
        </span>
      )}
    </>
  );
}

function endText({ kind, username }: EndedBy): string {
  if (kind === 'user') return t('history.ended.user', { who: username ?? t('camera.unknown') });
  return t(kind === 'timer' ? 'history.ended.timer' : 'history.ended.vms');
}

const FootageLink = ({ href, name }: { readonly href: string; readonly name: string }) => (
  <ButtonLink href={href} label={t('history.footage.of', { name })} icon={<Film aria-hidden="true" />}>
    {t('history.footage')}
  </ButtonLink>
);
