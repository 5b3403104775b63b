import type { User } from '@playhead/contracts';
import { t } from '../../i18n/t.ts';
import { formatDateMinutes } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Badge } from '../../ui/Badge.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import type { Option } from '../../ui/option.ts';
import { CameraAccess } from './CameraAccess.tsx';
import { DeleteUser } from './DeleteUser.tsx';
import { EditUser } from './EditUser.tsx';
import { ResetPassword } from './ResetPassword.tsx';
import styles from './Users.module.css';

type Wiring = {
  /** The reader's own account. */
  readonly ownId: string;
  readonly cameras: readonly Option[];
};

/** What is told of an account, and what may be done with it. */
export const userColumns = ({ ownId, cameras }: Wiring): readonly Column<User>[] => [
  {
    key: 'username',
    head: t('users.username'),
    cell: ({ id, username }) => (
      <span className={styles.name}>
        <bdi>{username}</bdi>
        {id === ownId && <Badge tone="neutral">{t('users.you')}</Badge>}
      </span>
    ),
  },
  { key: 'displayName', head: t('users.displayName'), cell: ({ displayName }) => <bdi>{displayName}</bdi> },
  { key: 'role', head: t('users.role'), width: '132px', cell: ({ role }) => t(`role.${role}`) },
  {
    key: 'access',
    head: t('users.access'),
    width: '148px',
    cell: ({ allCameras }) => t(allCameras ? 'users.access.all' : 'users.access.chosen'),
  },
  {
    key: 'changed',
    head: t('users.changed'),
    width: '168px',
    cell: ({ updatedAt }) => (
      <time dateTime={updatedAt}>{formatDateMinutes(Date.parse(updatedAt), currentZone())}</time>
    ),
  },
  {
    key: 'actions',
    head: t('users.actions'),
    width: '172px',
    cell: (user) => (
      <span className={styles.actions}>
        <EditUser user={user} own={user.id === ownId} />
        <CameraAccess user={user} cameras={cameras} />
        <ResetPassword user={user} />
        {user.id !== ownId && <DeleteUser user={user} />}
      </span>
    ),
  },
];
