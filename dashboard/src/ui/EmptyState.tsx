import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './EmptyState.module.css';

type EmptyStateProps = {
  readonly icon: ReactNode;
  readonly title: string;
  /** What it means and what to do next. */
  readonly text: ReactNode;
  readonly action?: ReactNode;
  /** The title's place in the page: its own heading, or a line in a page or card that has one. */
  readonly heading?: boolean;
  readonly compact?: boolean;
};

/** Nothing is here, and that is no failure: says why, and what to do next. */
export const EmptyState = ({
  icon,
  title,
  text,
  action,
  heading = false,
  compact = false,
}: EmptyStateProps) => (
  <div className={cx(styles.empty, compact && styles.compact)}>
    <span className={styles.icon} aria-hidden="true">
      {icon}
    </span>
    {heading ? <h1 className={styles.title}>{title}</h1> : <p className={styles.title}>{title}</p>}
    <p className={styles.text}>{text}</p>
    {action && <div className={styles.action}>{action}</div>}
  </div>
);
