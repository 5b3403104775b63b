import { t } from '../i18n/t.ts';
import { DateTimeField } from './DateTimeField.tsx';
import styles from './DayRange.module.css';

type DayRangeProps = {
  /** Days such as `2026-03-01`; empty for no bound. */
  readonly from: string;
  readonly to: string;
  readonly onChange: (change: { from: string } | { to: string }) => void;
};

/** From which day to which, both included; either may be left open. */
export const DayRange = ({ from, to, onChange }: DayRangeProps) => (
  <div className={styles.range}>
    <DateTimeField
      label={t('recordings.from')}
      inline
      exactness="day"
      value={from}
      max={to || undefined}
      onChange={(next) => onChange({ from: next })}
    />
    <DateTimeField
      label={t('recordings.to')}
      inline
      exactness="day"
      value={to}
      min={from || undefined}
      onChange={(next) => onChange({ to: next })}
    />
  </div>
);
