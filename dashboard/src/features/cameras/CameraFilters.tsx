import { CameraSource, CameraStatus } from '@playhead/contracts';
import { ListFilter } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { SelectField } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './CameraFilters.module.css';
import { filterCameras, groupCameras, groupings, useCameraList } from './camera-list.store.ts';

const recordings = ['any', 'yes', 'no'] as const;

const recordingChoice = (recording: boolean | undefined) => {
  if (recording === undefined) return 'any';
  return recording ? 'yes' : 'no';
};

/** Which cameras are listed, and what divides them. The button tells that some are left out. */
export function CameraFilters() {
  const { filters, grouping } = useCameraList();
  const { status, recording, source } = filters;
  const active = Object.values(filters).filter((value) => value !== undefined).length;
  return (
    <Popover
      title={t('cameras.filters')}
      trigger={
        <IconButton
          label={active > 0 ? t('cameras.filters.active', { count: active }) : t('cameras.filters')}
          className={styles.button}
        >
          <ListFilter aria-hidden="true" />
          {active > 0 && <span className={styles.active} aria-hidden="true" />}
        </IconButton>
      }
    >
      <SelectField
        label={t('cameras.filter.status')}
        className={styles.field}
        value={status ?? ''}
        onChange={({ target }) => filterCameras({ status: CameraStatus.safeParse(target.value).data })}
      >
        <option value="">{t('cameras.filter.any')}</option>
        {CameraStatus.options.map((value) => (
          <option key={value} value={value}>
            {t(`camera.status.${value}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('camera.source')}
        className={styles.field}
        value={source ?? ''}
        onChange={({ target }) => filterCameras({ source: CameraSource.safeParse(target.value).data })}
      >
        <option value="">{t('cameras.filter.any')}</option>
        {CameraSource.options.map((value) => (
          <option key={value} value={value}>
            {t(`camera.source.${value}`)}
          </option>
        ))}
      </SelectField>
      <Segmented
        label={t('cameras.filter.recording')}
        stretch
        options={recordings.map((value) => ({ value, text: t(`cameras.filter.recording.${value}`) }))}
        value={recordingChoice(recording)}
        onChange={(value) => filterCameras({ recording: value === 'any' ? undefined : value === 'yes' })}
      />
      <SelectField
        label={t('cameras.group')}
        className={styles.field}
        value={grouping}
        onChange={({ target }) => groupCameras(groupings.find((value) => value === target.value) ?? 'none')}
      >
        {groupings.map((value) => (
          <option key={value} value={value}>
            {t(`cameras.group.${value}`)}
          </option>
        ))}
      </SelectField>
    </Popover>
  );
}
