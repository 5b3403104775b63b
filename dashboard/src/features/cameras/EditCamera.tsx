import { type Camera, CameraSource } from '@playhead/contracts';
import { Pencil } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { cameraName } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import styles from './CameraDetails.module.css';
import { type FormFault, readCameraForm } from './camera-form.ts';
import { useCameraActions } from './use-camera-actions.ts';

/** Changes what of a camera is ours: its names, its source, its place. */
export function EditCamera({ camera }: { readonly camera: Camera }) {
  const [open, setOpen] = useState(false);
  const [fault, setFault] = useState<FormFault>();
  const { update } = useCameraActions(camera.id);

  const show = (next: boolean) => {
    setOpen(next);
    setFault(undefined);
    update.reset();
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const changes = readCameraForm(new FormData(event.currentTarget), camera);
    if (typeof changes === 'string') return setFault(changes);
    setFault(undefined);
    update.mutate(changes, { onSuccess: () => show(false) });
  };

  const { location } = camera;
  return (
    <Dialog
      open={open}
      onOpenChange={show}
      title={t('camera.edit.title', { name: cameraName(camera) })}
      trigger={<Button icon={<Pencil aria-hidden="true" />}>{t('camera.edit')}</Button>}
    >
      <form onSubmit={submit} noValidate>
        {fault && <Banner tone="danger" title={t(faultTexts[fault])} />}
        {update.error && <ErrorNote error={update.error} />}
        <TextField
          label={t('camera.edit.name')}
          name="name"
          dir="auto"
          maxLength={255}
          defaultValue={camera.name}
          aria-invalid={fault === 'name' || undefined}
        />
        <TextField
          label={t('camera.nameAr')}
          name="nameAr"
          lang="ar"
          dir="rtl"
          maxLength={255}
          defaultValue={camera.nameAr ?? ''}
        />
        <SelectField label={t('camera.source')} name="source" defaultValue={camera.source}>
          {CameraSource.options.map((source) => (
            <option key={source} value={source}>
              {t(`camera.source.${source}`)}
            </option>
          ))}
        </SelectField>
        <div className={styles.place}>
          <TextField
            label={t('camera.edit.latitude')}
            name="latitude"
            dir="ltr"
            inputMode="decimal"
            defaultValue={location?.latitude}
            aria-invalid={fault === 'location' || undefined}
          />
          <TextField
            label={t('camera.edit.longitude')}
            name="longitude"
            dir="ltr"
            inputMode="decimal"
            defaultValue={location?.longitude}
            aria-invalid={fault === 'location' || undefined}
          />
        </div>
        <TextField
          label={t('camera.edit.address')}
          name="address"
          dir="auto"
          maxLength={500}
          defaultValue={location?.address}
        />
        <DialogActions>
          <Button onClick={() => show(false)}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" busy={update.isPending}>
            {t('camera.edit.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const faultTexts = { name: 'camera.edit.nameMissing', location: 'camera.edit.locationWrong' } as const;
