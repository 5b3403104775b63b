import type { Role } from '@playhead/contracts';
import { LockKeyhole } from 'lucide-react';
import { t } from '../i18n/t.ts';
import { EmptyState } from './EmptyState.tsx';

type NeedsRoleProps = { readonly title: string; readonly needed: Role; readonly role: Role };

/** Stands in the place of a page that the reader's role does not reach: which role does, and who gives it. */
export const NeedsRole = ({ title, needed, role }: NeedsRoleProps) => (
  <EmptyState
    heading
    icon={<LockKeyhole />}
    title={title}
    text={t('needsRole.text', { needed: t(`role.${needed}`), role: t(`role.${role}`) })}
  />
);
