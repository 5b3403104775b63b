import { CameraSource, type MilestoneCamera } from '@playhead/contracts';
import { X } from 'lucide-react';
import { type ChangeEvent, memo } from 'react';
import { t } from '../../i18n/t.ts';
import field from '../../ui/Field.module.css';
import { IconButton } from '../../ui/IconButton.tsx';
import { type Draft, faultOf } from './drafts.ts';

type ReviewRowProps = {
  readonly camera: MilestoneCamera;
  readonly draft: Draft;
  readonly index: number;
  readonly marked: boolean;
  readonly onEdit: (id: string, change: Partial<Draft>) => void;
  readonly onLeaveOut: (id: string) => void;
};

/** A camera to be imported, with a field for everything that is ours to say of it. */
export const ReviewRow = memo(function ReviewRow(props: ReviewRowProps) {
  const { camera, draft, index, marked, onEdit, onLeaveOut } = props;
  const fault = marked ? faultOf(draft) : undefined;
  const { name } = camera;

  const input = (part: 'name' | 'nameAr' | 'latitude' | 'longitude' | 'address') => ({
    className: field.input,
    'aria-label': t('review.field', { field: t(`review.column.${part}`), name }),
    value: draft[part],
    onChange: ({ target }: ChangeEvent<HTMLInputElement>) => onEdit(camera.id, { [part]: target.value }),
  });
  const degrees = {
    dir: 'ltr',
    inputMode: 'decimal' as const,
    maxLength: 24,
    'aria-invalid': fault === 'location' || undefined,
  };

  return (
    <tr aria-rowindex={index + 2}>
      <td>
        <input {...input('name')} dir="auto" maxLength={255} aria-invalid={fault === 'name' || undefined} />
      </td>
      <td>
        <input {...input('nameAr')} dir="rtl" lang="ar" maxLength={255} />
      </td>
      <td>
        <select
          className={field.input}
          aria-label={t('review.field', { field: t('review.column.source'), name })}
          value={draft.source}
          onChange={({ target }) =>
            onEdit(camera.id, { source: CameraSource.catch(draft.source).parse(target.value) })
          }
        >
          {CameraSource.options.map((source) => (
            <option key={source} value={source}>
              {t(`camera.source.${source}`)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <input {...input('latitude')} {...degrees} />
      </td>
      <td>
        <input {...input('longitude')} {...degrees} />
      </td>
      <td>
        <input {...input('address')} dir="auto" maxLength={500} />
      </td>
      <td>
        <IconButton label={t('review.leaveOut', { name })} onClick={() => onLeaveOut(camera.id)}>
          <X aria-hidden="true" />
        </IconButton>
      </td>
    </tr>
  );
});
