import { AuditOutcome, auditActions } from '@playhead/contracts';
import { t } from '../../i18n/t.ts';
import { ComboField } from '../../ui/ComboField.tsx';
import { DayRange } from '../../ui/DayRange.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import type { Option } from '../../ui/option.ts';
import { useTypedText } from '../../ui/use-typed-text.ts';
import styles from './Audit.module.css';
import type { AuditFilters } from './audit-filters.ts';

type AuditFilterBarProps = {
  readonly filters: AuditFilters;
  readonly cameras: readonly Option[];
  readonly onChange: (change: Partial<AuditFilters>) => void;
};

/** Which entries to show: by whom, of what, on which camera, how it ended, and when. */
export function AuditFilterBar({ filters, cameras, onChange }: AuditFilterBarProps) {
  const [who, typeWho] = useTypedText(filters.who, (text) => onChange({ who: text }));
  return (
    <div className={styles.filters}>
      <TextField
        label={t('audit.filter.who')}
        inline
        className={styles.short}
        value={who}
        onChange={({ target }) => typeWho(target.value)}
      />
      <SelectField
        label={t('audit.column.action')}
        value={filters.action}
        onChange={({ target }) => onChange({ action: target.value })}
      >
        <option value="">{t('discovery.filter.any')}</option>
        {auditActions.map((action) => (
          <option key={action} value={action}>
            {t(`audit.action.${action}`)}
          </option>
        ))}
      </SelectField>
      <ComboField
        label={t('audit.column.camera')}
        placeholder={t('history.filter.anyCamera')}
        options={cameras}
        value={filters.camera}
        onChange={(camera) => onChange({ camera })}
      />
      <SelectField
        label={t('audit.column.outcome')}
        value={filters.outcome}
        onChange={({ target }) => onChange({ outcome: AuditOutcome.safeParse(target.value).data ?? '' })}
      >
        <option value="">{t('discovery.filter.any')}</option>
        {AuditOutcome.options.map((outcome) => (
          <option key={outcome} value={outcome}>
            {t(`audit.outcome.${outcome}`)}
          </option>
        ))}
      </SelectField>
      <DayRange from={filters.from} to={filters.to} onChange={onChange} />
    </div>
  );
}
