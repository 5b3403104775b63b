import { UserPlus } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { AccountDialog } from './AccountDialog.tsx';
import { PasswordField, RoleField } from './AccountFields.tsx';
import { readNewAccount } from './account-form.ts';
import { useCreateUser } from './users.query.ts';

/** Makes an account. */
export function CreateUser() {
  const create = useCreateUser();
  return (
    <AccountDialog
      trigger={
        <Button look="primary" size="large" icon={<UserPlus aria-hidden="true" />}>
          {t('users.create')}
        </Button>
      }
      title={t('users.create')}
      submit={t('users.create.submit')}
      read={readNewAccount}
      mutation={create}
    >
      {(fault) => (
        <>
          <TextField
            label={t('users.username')}
            name="username"
            dir="auto"
            autoComplete="off"
            maxLength={100}
            aria-invalid={fault === 'username' || undefined}
          />
          <TextField
            label={t('users.displayName')}
            name="displayName"
            dir="auto"
            autoComplete="off"
            maxLength={255}
            aria-invalid={fault === 'displayName' || undefined}
          />
          <RoleField initial="viewer" />
          <PasswordField invalid={fault === 'password'} />
          <SelectField label={t('users.access')} name="access" defaultValue="all">
            <option value="all">{t('users.access.all')}</option>
            <option value="chosen">{t('users.access.noneYet')}</option>
          </SelectField>
        </>
      )}
    </AccountDialog>
  );
}
