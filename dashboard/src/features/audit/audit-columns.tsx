import { type AuditEntry, type AuditOutcome, auditActions } from '@playhead/contracts';
import { Link } from 'wouter';
import { t } from '../../i18n/t.ts';
import { formatDateTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import styles from './Audit.module.css';
import { describeDetails } from './describe-details.ts';

const tones: Record<AuditOutcome, Tone> = { success: 'ok', refused: 'warn', failed: 'danger' };

/** What was done, in words; an action that this version does not know keeps the name it was stored under. */
function actionText(stored: string): string {
  const action = auditActions.find((known) => known === stored);
  return action === undefined ? stored : t(`audit.action.${action}`);
}

/** What the trail tells of an entry. `names` are the cameras by id, as the reader knows them. */
export const auditColumns = (names: ReadonlyMap<string, string>): readonly Column<AuditEntry>[] => [
  {
    key: 'at',
    head: t('audit.column.at'),
    width: '180px',
    cell: ({ at }) => <time dateTime={at}>{formatDateTime(Date.parse(at), currentZone())}</time>,
  },
  {
    key: 'who',
    head: t('audit.column.who'),
    width: '128px',
    cell: ({ username }) => <bdi>{username}</bdi>,
  },
  { key: 'action', head: t('audit.column.action'), width: '168px', cell: ({ action }) => actionText(action) },
  {
    key: 'outcome',
    head: t('audit.column.outcome'),
    width: '104px',
    cell: ({ outcome }) => <Badge tone={tones[outcome]}>{t(`audit.outcome.${outcome}`)}</Badge>,
  },
  {
    key: 'camera',
    head: t('audit.column.camera'),
    cell: ({ cameraId }) => cameraId && <CameraName id={cameraId} name={names.get(cameraId)} />,
  },
  {
    key: 'details',
    head: t('audit.column.details'),
    cell: ({ details, requestId }) => (
      <span className={styles.details} title={requestId && t('audit.request', { id: requestId })}>
        <bdi>{describeDetails(details)}</bdi>
      </span>
    ),
  },
  {
    key: 'address',
    head: t('audit.column.address'),
    width: '140px',
    cell: ({ sourceAddress }) => sourceAddress && <bdi className={styles.code}>{sourceAddress}</bdi>,
  },
];

/** A camera that was deleted since has no page any more, and is told by its id. */
const CameraName = ({ id, name }: { readonly id: string; readonly name: string | undefined }) =>
  name === undefined ? (
    <bdi className={styles.code}>{id}</bdi>
  ) : (
    <Link href={`/cameras/${id}`}>
      <bdi>{name}</bdi>
    </Link>
  );
