import type { User } from '@playhead/contracts';
import { Pencil } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { TextField } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { AccountDialog } from './AccountDialog.tsx';
import { RoleField } from './AccountFields.tsx';
import { readAccountChanges } from './account-form.ts';
import { useUpdateUser } from './users.query.ts';

type EditUserProps = { readonly user: User; readonly own: boolean };

/** Changes somebody's display name and role. Nobody changes their own role. */
export function EditUser({ user, own }: EditUserProps) {
  const update = useUpdateUser(user.id);
  return (
    <AccountDialog
      trigger={
        <IconButton label={t('users.edit', { name: user.username })}>
          <Pencil aria-hidden="true" />
        </IconButton>
      }
      title={t('users.edit', { name: user.username })}
      submit={t('users.save')}
      read={readAccountChanges}
      mutation={update}
    >
      {(fault) => (
        <>
          <TextField
            label={t('users.displayName')}
            name="displayName"
            dir="auto"
            maxLength={255}
            defaultValue={user.displayName}
            aria-invalid={fault === 'displayName' || undefined}
          />
          <RoleField initial={user.role} disabled={own} />
        </>
      )}
    </AccountDialog>
  );
}
