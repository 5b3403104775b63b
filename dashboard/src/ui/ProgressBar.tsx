import { cx } from './cx.ts';
import styles from './ProgressBar.module.css';

type ProgressBarProps = {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
  readonly tone?: 'accent' | 'ok' | 'recording' | 'warn';
};

export const ProgressBar = ({ label, value, tone = 'accent' }: ProgressBarProps) => {
  const percent = Math.round(Math.min(Math.max(value, 0), 1) * 1000) / 10;
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
    >
      <div className={cx(styles.bar, styles[tone])} style={{ inlineSize: `${percent}%` }} />
    </div>
  );
};
