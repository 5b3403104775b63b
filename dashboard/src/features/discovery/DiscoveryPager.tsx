import { ChevronLeft, ChevronRight } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';
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
    <div className={styles.pager}>
      <p>
        {t('discovery.matches', { from: shown === 0 ? 0 : first + 1, to: first + shown, count: total })}
        <span className={styles.dim}> · {t('discovery.importedTotal', { count: imported })}</span>
      </p>
      {total > PAGE_SIZE && (
        <div className={styles.turn}>
          <IconButton
            label={t('discovery.previousPage')}
            disabled={page === 0}
            onClick={() => onPage(page - 1)}
          >
            <ChevronLeft aria-hidden="true" />
          </IconButton>
          <IconButton
            label={t('discovery.nextPage')}
            disabled={first + PAGE_SIZE >= total}
            onClick={() => onPage(page + 1)}
          >
            <ChevronRight aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
