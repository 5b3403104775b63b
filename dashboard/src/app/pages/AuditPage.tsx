import { type Me, roleIncludes } from '@playhead/contracts';
import { Audit } from '../../features/audit/Audit.tsx';
import { t } from '../../i18n/t.ts';
import { NeedsRole } from '../../ui/NeedsRole.tsx';
import { useCameraOptions } from '../use-camera-options.ts';
import { useTitle } from '../use-title.ts';

/** The audit trail, for administrators. */
export function AuditPage({ me }: { readonly me: Me }) {
  useTitle(t('audit.title'));
  const cameras = useCameraOptions();
  if (roleIncludes(me.role, 'admin')) return <Audit cameras={cameras} />;
  return <NeedsRole title={t('audit.needsRole')} needed="admin" role={me.role} />;
}
