import { useState } from 'react';
import { t } from '../i18n/t.ts';
import { Button } from './Button.tsx';
import box from './Checkbox.module.css';
import { matches, type Option } from './option.ts';
import styles from './PickList.module.css';
import { SearchField } from './SearchField.tsx';

/** More would be no help: one types on. It also keeps a list of 10,000 quick. */
const MOST_SHOWN = 200;

type PickListProps = {
  readonly label: string;
  readonly searchLabel: string;
  readonly options: readonly Option[];
  readonly chosen: ReadonlySet<string>;
  /** How many may be chosen; as many as there are unless given. */
  readonly most?: number;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
};

/** Several choices out of very many, found by typing. */
export function PickList({ label, searchLabel, options, chosen, most, onChange }: PickListProps) {
  const [search, setSearch] = useState('');
  const found = options.filter((option) => matches(option, search));
  const full = most !== undefined && chosen.size >= most;
  const toggle = (value: string) => {
    const next = new Set(chosen);
    if (!next.delete(value)) next.add(value);
    onChange(next);
  };
  return (
    <div className={styles.pick}>
      <SearchField label={searchLabel} value={search} onChange={setSearch} />
      <div className={styles.bar}>
        <span role="status">{t('pick.chosen', { count: chosen.size })}</span>
        {most === undefined && (
          <Button
            look="quiet"
            onClick={() => onChange(new Set([...chosen, ...found.map(({ value }) => value)]))}
          >
            {t('pick.all', { count: found.length })}
          </Button>
        )}
        <Button look="quiet" onClick={() => onChange(new Set())}>
          {t('pick.none')}
        </Button>
      </div>
      <fieldset className={styles.list} aria-label={label}>
        {found.slice(0, MOST_SHOWN).map(({ value, label: name }) => (
          <label key={value} className={styles.row}>
            <input
              type="checkbox"
              className={box.box}
              checked={chosen.has(value)}
              disabled={full && !chosen.has(value)}
              onChange={() => toggle(value)}
            />
            <bdi>{name}</bdi>
          </label>
        ))}
        {found.length === 0 && <p className={styles.note}>{t('action.noMatch')}</p>}
        {found.length > MOST_SHOWN && (
          <p className={styles.note}>{t('pick.more', { count: found.length - MOST_SHOWN })}</p>
        )}
      </fieldset>
    </div>
  );
}
