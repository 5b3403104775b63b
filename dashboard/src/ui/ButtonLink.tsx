import type { ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './Button.module.css';
import { cx } from './cx.ts';

type ButtonLinkProps = {
  readonly href: string;
  /** Names the link where its text alone would not tell it from others. */
  readonly label?: string;
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly size?: 'normal' | 'large';
  readonly icon?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** A link to another page of ours that looks like a button. */
export function ButtonLink({
  href,
  label,
  look = 'plain',
  size = 'normal',
  icon,
  className,
  children,
}: ButtonLinkProps) {
  return (
    <Link href={href} aria-label={label} className={cx(styles.button, styles[look], styles[size], className)}>
      {icon}
      {children}
    </Link>
  );
}
