import type { ComponentProps, ReactNode } from 'react';
import styles from './Button.module.css';
import { cx } from './cx.ts';

type ButtonProps = ComponentProps<'button'> & {
  readonly look?: 'primary' | 'danger' | 'plain' | 'quiet';
  readonly size?: 'normal' | 'large';
  readonly icon?: ReactNode;
  readonly busy?: boolean;
};

/** A button that keeps its place and its focus while `busy`. */
export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  busy,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(styles.button, styles[look], styles[size], className)}
      aria-busy={busy || undefined}
      aria-disabled={rest['aria-disabled'] ?? (busy || undefined)}
      onClick={busy || rest['aria-disabled'] ? undefined : rest.onClick}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}
