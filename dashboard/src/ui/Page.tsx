import type { ReactNode } from 'react';
import styles from './Page.module.css';

type PageProps = {
  readonly title: string;
  /** What the page is for, in a sentence. */
  readonly lead?: ReactNode;
  /** What one may do with the page as a whole, at its upper inline end. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** A page: its heading, what it is for, its actions, its content. */
export const Page = ({ title, lead, actions, children }: PageProps) => (
  <div className={styles.page}>
    <div className={styles.head}>
      <div className={styles.heading}>
        <h1 className={styles.title}>{title}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
    {children}
  </div>
);
