import { type Me, roleIncludes } from '@playhead/contracts';
import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../i18n/t.ts';
import { EmptyState } from '../ui/EmptyState.tsx';

type OperatorsOnlyProps = { readonly me: Me; readonly children: ReactNode };

/** A page for operators; everybody else reads why it is not for them, and who can help. */
export const OperatorsOnly = ({ me, children }: OperatorsOnlyProps) =>
  roleIncludes(me.role, 'operator') ? (
    children
  ) : (
    <EmptyState
      heading
      icon={<LockKeyhole />}
      title={t('discovery.needsRole.title')}
      text={t('discovery.needsRole', { role: t(`role.${me.role}`) })}
    />
  );
