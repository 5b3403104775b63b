import type { ReactNode } from 'react';
import styles from './Card.module.css';
import { cx } from './cx.ts';

type CardProps = {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** A titled region of a page. */
export const Card = ({ title, aside, className, children }: CardProps) => (
  <section className={cx(styles.card, className)} aria-label={title}>
    <div className={styles.head}>
      <h2 className={styles.title}>{title}</h2>
      {aside}
    </div>
    {children}
  </section>
);
