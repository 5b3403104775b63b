import { t } from '../../i18n/t.ts';
import { PageTurner } from '../../ui/PageTurner.tsx';
import styles from './Discovery.module.css';
import { PAGE_SIZE } from './milestone-cameras.query.ts';

type DiscoveryPagerProps = {
  readonly page: number;
  readonly shown: number;
  readonly total: number;
  readonly imported: number;
  readonly onPage: (page: number) => void;
};

/** Where in the list this page is, and the way to the others when there are any. */
export function DiscoveryPager({ page, shown, total, imported, onPage }: DiscoveryPagerProps) {
  const first = page * PAGE_SIZE;
  return (
    <>
      <p>
        {t('discovery.matches', { from: shown === 0 ? 0 : first + 1, to: first + shown, count: total })}
        <span className={styles.dim}> · {t('discovery.importedTotal', { count: imported })}</span>
      </p>
      <PageTurner page={page} pageSize={PAGE_SIZE} total={total} onPage={onPage} />
    </>
  );
}
