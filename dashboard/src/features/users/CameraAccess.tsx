import type { User } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { Cctv } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import type { Option } from '../../ui/option.ts';
import { PickList } from '../../ui/PickList.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Users.module.css';
import { userCamerasQuery, useSetAccess } from './users.query.ts';

type CameraAccessProps = { readonly user: User; readonly cameras: readonly Option[] };

/** Which cameras somebody sees: every one, or those that are ticked. */
export function CameraAccess({ user, cameras }: CameraAccessProps) {
  const [open, setOpen] = useState(false);
  const label = t('users.cameras', { name: user.username });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={label}
      trigger={
        <IconButton label={label}>
          <Cctv aria-hidden="true" />
        </IconButton>
      }
    >
      {open && <AccessForm user={user} cameras={cameras} onDone={() => setOpen(false)} />}
    </Dialog>
  );
}

type AccessFormProps = CameraAccessProps & { readonly onDone: () => void };

function AccessForm({ user, cameras, onDone }: AccessFormProps) {
  const [all, setAll] = useState(user.allCameras);
  const [picked, setPicked] = useState<ReadonlySet<string>>();
  const { data, error, isFetching, refetch } = useQuery(userCamerasQuery(user.id));
  const save = useSetAccess(user.id);
  const chosen = picked ?? (data && new Set<string>(data.cameraIds));
  const submit = () => {
    if (all) save.mutate('all', { onSuccess: onDone });
    else if (chosen) save.mutate([...chosen], { onSuccess: onDone });
  };
  return (
    <div className={styles.access}>
      {save.error && <ErrorNote error={save.error} />}
      <Segmented
        label={t('users.access')}
        options={[
          { value: 'all', text: t('users.access.all') },
          { value: 'chosen', text: t('users.access.chosen') },
        ]}
        value={all ? 'all' : 'chosen'}
        onChange={(value) => setAll(value === 'all')}
        stretch
      />
      {all && <p className={styles.hint}>{t('users.access.all.hint')}</p>}
      {!all && error && !data && <ErrorNote error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {!all && !error && !chosen && <Skeleton height="200px" />}
      {!all && chosen && (
        <PickList
          label={t('users.access.chosen')}
          searchLabel={t('cameras.search')}
          options={cameras}
          chosen={chosen}
          onChange={setPicked}
        />
      )}
      <DialogActions>
        <Button onClick={onDone}>{t('action.cancel')}</Button>
        <Button
          look="primary"
          busy={save.isPending}
          aria-disabled={(!all && !chosen) || undefined}
          onClick={submit}
        >
          {t('users.save')}
        </Button>
      </DialogActions>
    </div>
  );
}
