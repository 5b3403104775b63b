import { type Me, roleIncludes } from '@playhead/contracts';
import { Users } from '../../features/users/Users.tsx';
import { t } from '../../i18n/t.ts';
import { NeedsRole } from '../../ui/NeedsRole.tsx';
import { useCameraOptions } from '../use-camera-options.ts';
import { useTitle } from '../use-title.ts';

/** The accounts, for administrators. */
export function UsersPage({ me }: { readonly me: Me }) {
  useTitle(t('users.title'));
  const cameras = useCameraOptions();
  if (roleIncludes(me.role, 'admin')) return <Users ownId={me.id} cameras={cameras} />;
  return <NeedsRole title={t('users.needsRole')} needed="admin" role={me.role} />;
}
