import type { User } from '@playhead/contracts';
import { Trash2 } from 'lucide-react';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { toast } from '../../ui/toasts.ts';
import { useDeleteUser } from './users.query.ts';

/** Deletes an account, after asking. */
export function DeleteUser({ user }: { readonly user: User }) {
  const remove = useDeleteUser(user.id);
  const name = user.username;
  const done = () => toast('ok', t('users.deleted', { name }));
  const failed = (error: unknown) => {
    const { title, text } = describeError(error);
    toast('danger', title, text);
  };
  return (
    <ConfirmDialog
      trigger={
        <IconButton label={t('users.delete', { name })}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      }
      title={t('users.delete.title', { name })}
      text={t('users.delete.text')}
      confirm={t('users.delete.confirm')}
      cancel={t('users.delete.keep')}
      onConfirm={() => remove.mutate(undefined, { onSuccess: done, onError: failed })}
    />
  );
}
