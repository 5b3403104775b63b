import { Search } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { cx } from './cx.ts';
import styles from './SearchField.module.css';

type SearchFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly className?: string | undefined;
};

/** A search box whose label is also its hint. */
export const SearchField = ({ label, value, onChange, onKeyDown, className }: SearchFieldProps) => (
  <div className={cx(styles.search, className)}>
    <Search className={styles.icon} aria-hidden="true" />
    <input
      type="search"
      className={styles.input}
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
    />
  </div>
);
