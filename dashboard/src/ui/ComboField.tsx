import { Combobox } from '@base-ui/react/combobox';
import { ChevronDown, X } from 'lucide-react';
import { useId } from 'react';
import { t } from '../i18n/t.ts';
import styles from './ComboField.module.css';
import { cx } from './cx.ts';
import field from './Field.module.css';
import { matches, type Option } from './option.ts';

type ComboFieldProps = {
  readonly label: string;
  /** What an empty choice means. */
  readonly placeholder: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** More would be no help: one types on. It also keeps a list of 10,000 quick. */
const MOST_SHOWN = 60;

/** One choice out of very many, found by typing. `''` is none. */
export function ComboField({ label, placeholder, options, value, onChange }: ComboFieldProps) {
  const id = useId();
  const chosen = options.find((option) => option.value === value) ?? null;
  return (
    <Combobox.Root<Option>
      items={options}
      value={chosen}
      filter={matches}
      limit={MOST_SHOWN}
      onValueChange={(option) => onChange(option?.value ?? '')}
    >
      <div className={cx(field.field, field.inline)}>
        <label className={field.label} htmlFor={id}>
          {label}
        </label>
        <div className={styles.box}>
          <Combobox.Input id={id} className={cx(field.input, styles.input)} placeholder={placeholder} />
          {value ? (
            <Combobox.Clear className={styles.button} aria-label={t('action.clear')}>
              <X aria-hidden="true" />
            </Combobox.Clear>
          ) : (
            <Combobox.Trigger className={styles.button} aria-label={label}>
              <ChevronDown aria-hidden="true" />
            </Combobox.Trigger>
          )}
        </div>
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className={styles.positioner}>
          <Combobox.Popup className={styles.popup}>
            <Combobox.Empty className={styles.empty}>{t('action.noMatch')}</Combobox.Empty>
            <Combobox.List>
              {(option: Option) => (
                <Combobox.Item key={option.value} value={option} className={styles.item}>
                  <bdi>{option.label}</bdi>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
