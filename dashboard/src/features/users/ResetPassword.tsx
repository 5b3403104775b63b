import type { User } from '@playhead/contracts';
import { KeyRound } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { toast } from '../../ui/toasts.ts';
import { AccountDialog } from './AccountDialog.tsx';
import { PasswordField } from './AccountFields.tsx';
import { readAccountChanges } from './account-form.ts';
import styles from './Users.module.css';
import { useUpdateUser } from './users.query.ts';

/** Gives somebody a new password, which ends every sign-in of theirs. */
export function ResetPassword({ user }: { readonly user: User }) {
  const update = useUpdateUser(user.id);
  return (
    <AccountDialog
      trigger={
        <IconButton label={t('users.reset', { name: user.username })}>
          <KeyRound aria-hidden="true" />
        </IconButton>
      }
      title={t('users.reset', { name: user.username })}
      submit={t('users.reset.submit')}
      read={readAccountChanges}
      mutation={update}
      onDone={() => toast('ok', t('users.reset.done', { name: user.username }))}
    >
      {(fault) => (
        <>
          <p className={styles.hint}>{t('users.reset.text')}</p>
          <PasswordField invalid={fault === 'password'} />
        </>
      )}
    </AccountDialog>
  );
}
