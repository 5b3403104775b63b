import { type Camera, type Role, roleIncludes } from '@playhead/contracts';
import { Activity, Trash2 } from 'lucide-react';
import { cameraName } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { formatTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { toast } from '../../ui/toasts.ts';
import styles from './CameraDetails.module.css';
import { EditCamera } from './EditCamera.tsx';
import { useCameraActions } from './use-camera-actions.ts';

type CameraActionsProps = { readonly camera: Camera; readonly role: Role; readonly onDeleted: () => void };

/** What an operator may do with a camera besides recording it. Everybody else is told who may. */
export function CameraActions({ camera, role, onDeleted }: CameraActionsProps) {
  const { check, remove } = useCameraActions(camera.id);
  if (!roleIncludes(role, 'operator')) {
    return <p className={styles.hint}>{t('camera.needsOperator', { role: t(`role.${role}`) })}</p>;
  }
  const name = cameraName(camera);
  const deleted = () => {
    toast('ok', t('camera.deleted', { name }));
    onDeleted();
  };

  return (
    <div className={styles.actions}>
      <EditCamera camera={camera} />
      <Button icon={<Activity aria-hidden="true" />} busy={check.isPending} onClick={() => check.mutate()}>
        {t('camera.check')}
      </Button>
      <ConfirmDialog
        trigger={
          <Button look="quiet" icon={<Trash2 aria-hidden="true" />} busy={remove.isPending}>
            {t('camera.delete')}
          </Button>
        }
        title={t('camera.delete.title', { name })}
        text={t('camera.delete.text')}
        confirm={t('camera.delete')}
        cancel={t('camera.delete.keep')}
        onConfirm={() => remove.mutate(undefined, { onSuccess: deleted })}
      />
      {check.data && (
        <p role="status" className={styles.hint}>
          {check.data.vmsReachable
            ? t('camera.check.done', {
                time: formatTime(Date.parse(check.data.checkedAt), currentZone()),
                status: t(`camera.status.${check.data.status}`),
              })
            : t('camera.check.vmsAway')}
          {check.data.detail && <bdi> {check.data.detail}</bdi>}
        </p>
      )}
      {(check.error ?? remove.error) && <ErrorNote error={check.error ?? remove.error} />}
    </div>
  );
}
