import { t } from '../../i18n/t.ts';
import { SelectField } from '../../ui/Field.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useTypedText } from '../../ui/use-typed-text.ts';
import styles from './Discovery.module.css';
import { type DiscoveryFilters, type YesNo, yesNo } from './discovery-filters.ts';

type FilterBarProps = {
  readonly filters: DiscoveryFilters;
  readonly onChange: (change: Partial<DiscoveryFilters>) => void;
};

/** Search and the three yes-or-no filters. */
export function DiscoveryFilterBar({ filters, onChange }: FilterBarProps) {
  const [search, type] = useTypedText(filters.search, (text) => onChange({ search: text }));
  return (
    <div className={styles.filters}>
      <SearchField className={styles.search} label={t('discovery.search')} value={search} onChange={type} />
      <YesNoFilter
        label={t('discovery.filter.recording')}
        value={filters.recording}
        onChange={(recording) => onChange({ recording })}
      />
      <YesNoFilter
        label={t('discovery.filter.ptz')}
        value={filters.ptz}
        onChange={(ptz) => onChange({ ptz })}
      />
      <YesNoFilter
        label={t('discovery.filter.imported')}
        yes={t('discovery.filter.importedYes')}
        no={t('discovery.filter.importedNo')}
        value={filters.imported}
        onChange={(imported) => onChange({ imported })}
      />
    </div>
  );
}

type YesNoFilterProps = {
  readonly label: string;
  readonly yes?: string;
  readonly no?: string;
  readonly value: YesNo;
  readonly onChange: (value: YesNo) => void;
};

const YesNoFilter = ({ label, yes, no, value, onChange }: YesNoFilterProps) => (
  <SelectField label={label} value={value} onChange={(event) => onChange(yesNo(event.target.value))}>
    <option value="">{t('discovery.filter.any')}</option>
    <option value="true">{yes ?? t('discovery.filter.yes')}</option>
    <option value="false">{no ?? t('discovery.filter.no')}</option>
  </SelectField>
);
