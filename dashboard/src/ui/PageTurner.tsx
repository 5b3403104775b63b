import { ChevronLeft, ChevronRight } from 'lucide-react';
import { t } from '../i18n/t.ts';
import { IconButton } from './IconButton.tsx';
import styles from './PageTurner.module.css';

type PageTurnerProps = {
  /** From 0. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
};

/** The way to the neighbouring pages of a list, when there are any. */
export const PageTurner = ({ page, pageSize, total, onPage }: PageTurnerProps) =>
  total > pageSize ? (
    <div className={styles.turn}>
      <IconButton label={t('page.previous')} disabled={page === 0} onClick={() => onPage(page - 1)}>
        <ChevronLeft aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t('page.next')}
        disabled={(page + 1) * pageSize >= total}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight aria-hidden="true" />
      </IconButton>
    </div>
  ) : null;
