import { type RefObject, useId } from 'react';
import { cx } from './cx.ts';
import styles from './Segmented.module.css';

type SegmentedProps<Value extends string> = {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
  readonly stretch?: boolean;
  /** Where the option that is chosen is found. */
  readonly chosenRef?: RefObject<HTMLInputElement | null> | undefined;
};

/** One choice out of a few, side by side: a radio group, so arrow keys move the choice. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, options, value, onChange, disabled = false, stretch = false, chosenRef } = props;
  const name = useId();
  return (
    <fieldset className={cx(styles.group, stretch && styles.stretch)} aria-label={label} disabled={disabled}>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input
            type="radio"
            ref={option.value === value ? chosenRef : undefined}
            className={styles.radio}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className={styles.text}>{option.text}</span>
        </label>
      ))}
    </fieldset>
  );
}
