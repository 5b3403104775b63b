import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import styles from './Field.module.css';

type TextFieldProps = ComponentProps<'input'> & {
  readonly label: string;
  /** Draws the label in front instead of above. */
  readonly inline?: boolean;
};

export const TextField = ({ label, inline = false, className, ...input }: TextFieldProps) => (
  <label className={cx(styles.field, inline && styles.inline, className)}>
    <span className={styles.label}>{label}</span>
    <input {...input} className={styles.input} />
  </label>
);

type TextAreaFieldProps = ComponentProps<'textarea'> & { readonly label: string };

export const TextAreaField = ({ label, className, ...area }: TextAreaFieldProps) => (
  <label className={cx(styles.field, className)}>
    <span className={styles.label}>{label}</span>
    <textarea {...area} className={cx(styles.input, styles.area)} />
  </label>
);

type SelectFieldProps = ComponentProps<'select'> & { readonly label: string };

export const SelectField = ({ label, className, children, ...select }: SelectFieldProps) => (
  <label className={cx(styles.field, styles.inline, className)}>
    <span className={styles.label}>{label}</span>
    <select {...select} className={cx(styles.input, styles.select)}>
      {children}
    </select>
  </label>
);
