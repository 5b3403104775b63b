import { RecordingSessionStatus } from '@playhead/contracts';
import { t } from '../../i18n/t.ts';
import { ComboField } from '../../ui/ComboField.tsx';
import { DayRange } from '../../ui/DayRange.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import type { Option } from '../../ui/option.ts';
import { useTypedText } from '../../ui/use-typed-text.ts';
import styles from './History.module.css';
import type { HistoryFilters } from './history-filters.ts';

type HistoryFilterBarProps = {
  readonly filters: HistoryFilters;
  readonly cameras: readonly Option[];
  readonly onChange: (change: Partial<HistoryFilters>) => void;
};

/** Which recordings to show: of which camera, in which state, by whom, why, and when. */
export function HistoryFilterBar({ filters, cameras, onChange }: HistoryFilterBarProps) {
  const [who, typeWho] = useTypedText(filters.who, (text) => onChange({ who: text }));
  const [reason, typeReason] = useTypedText(filters.reason, (text) => onChange({ reason: text }));
  return (
    <div className={styles.filters}>
      <ComboField
        label={t('history.filter.camera')}
        placeholder={t('history.filter.anyCamera')}
        options={cameras}
        value={filters.camera}
        onChange={(camera) => onChange({ camera })}
      />
      <SelectField
        label={t('history.filter.state')}
        value={filters.state}
        onChange={({ target }) =>
          onChange({ state: RecordingSessionStatus.safeParse(target.value).data ?? '' })
        }
      >
        <option value="">{t('discovery.filter.any')}</option>
        {RecordingSessionStatus.options.map((state) => (
          <option key={state} value={state}>
            {t(`history.state.${state}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('history.filter.who')}
        inline
        className={styles.short}
        value={who}
        onChange={({ target }) => typeWho(target.value)}
      />
      <TextField
        label={t('history.filter.reason')}
        inline
        className={styles.short}
        value={reason}
        onChange={({ target }) => typeReason(target.value)}
      />
      <DayRange from={filters.from} to={filters.to} onChange={onChange} />
    </div>
  );
}
