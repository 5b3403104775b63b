import { useEffect, useRef } from 'react';
import styles from './Checkbox.module.css';

type CheckboxProps = {
  readonly label: string;
  readonly checked: boolean;
  readonly mixed?: boolean;
  readonly disabled?: boolean;
  readonly onChange: () => void;
};

/** A tick box whose name only assistive technology hears: the row beside it shows it. */
export function Checkbox({ label, checked, mixed = false, disabled = false, onChange }: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (ref.current) ref.current.indeterminate = mixed; // there is no attribute for it
  }, [mixed]);

  return (
    <span className={styles.target}>
      <input
        ref={ref}
        type="checkbox"
        className={styles.box}
        aria-label={label}
        checked={checked}
        disabled={disabled}
        onChange={onChange}
      />
    </span>
  );
}
