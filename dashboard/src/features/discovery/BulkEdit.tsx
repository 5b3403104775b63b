import { CameraSource } from '@playhead/contracts';
import { type FormEvent, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { type LocationText, noLocation, readLocation } from '../../locations/read-location.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import styles from './BulkEdit.module.css';
import type { Draft } from './drafts.ts';

/** Gives all cameras one source or one place. What is typed for a single camera afterwards stays its own. */
export function BulkEdit({ onApply }: { readonly onApply: (change: Partial<Draft>) => void }) {
  const [place, setPlace] = useState<LocationText>(noLocation);
  const [wrong, setWrong] = useState(false);

  const apply = (event: FormEvent) => {
    event.preventDefault();
    const unreadable = readLocation(place) === undefined;
    setWrong(unreadable);
    if (!unreadable) onApply(place);
  };

  return (
    <form className={styles.bulk} aria-label={t('review.forAll')} onSubmit={apply} noValidate>
      <SelectField
        label={t('review.sourceForAll')}
        value=""
        onChange={({ target }) => {
          const { data: source } = CameraSource.safeParse(target.value);
          if (source) onApply({ source });
        }}
      >
        <option value="">{t('review.choose')}</option>
        {CameraSource.options.map((source) => (
          <option key={source} value={source}>
            {t(`camera.source.${source}`)}
          </option>
        ))}
      </SelectField>
      {(['latitude', 'longitude', 'address'] as const).map((field) => (
        <TextField
          key={field}
          label={t(`camera.edit.${field}`)}
          inline
          className={field === 'address' ? styles.address : styles.degrees}
          dir={field === 'address' ? 'auto' : 'ltr'}
          inputMode={field === 'address' ? 'text' : 'decimal'}
          maxLength={field === 'address' ? 500 : 24}
          value={place[field]}
          aria-invalid={wrong || undefined}
          onChange={({ target }) => setPlace({ ...place, [field]: target.value })}
        />
      ))}
      <Button type="submit">{t('review.locationForAll')}</Button>
      {wrong && (
        <p role="alert" className={styles.wrong}>
          {t('camera.edit.locationWrong')}
        </p>
      )}
    </form>
  );
}
