import { Film, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import styles from './Player.module.css';

type StageMessageProps = {
  readonly title: string;
  readonly text: string;
  readonly bad?: boolean;
  readonly children?: ReactNode;
};

/** A card in the middle of the picture: what happened, and the way on. */
export const StageMessage = ({ title, text, bad = false, children }: StageMessageProps) => (
  <div className={styles.overlay}>
    <div className={cx(styles.message, bad && styles.bad)}>
      {bad ? <TriangleAlert aria-hidden="true" /> : <Film aria-hidden="true" />}
      <p className={styles.messageTitle}>{title}</p>
      <p className={styles.messageText}>{text}</p>
      {children}
    </div>
  </div>
);
