import { useConnection } from '../../api/connection.store.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './Shell.module.css';

/** Whether what others change arrives by itself. */
export function ConnectionState() {
  const state = useConnection((connection) => connection.state);
  const live = state === 'live';
  return (
    <span
      className={styles.connection}
      role="status"
      title={t(`connection.help.${state}`)}
      data-testid="connection"
      data-state={state}
    >
      <span className={cx(styles.light, live ? styles.live : styles.blink)} aria-hidden="true" />
      <span>{t(`connection.${state}`)}</span>
    </span>
  );
}
