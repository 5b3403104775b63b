import { ChevronDown } from 'lucide-react';
import { currentLanguage } from '../../i18n/language.ts';
import { t } from '../../i18n/t.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import styles from './CameraRows.module.css';
import { openGroup } from './camera-list.store.ts';
import type { GroupRow } from './camera-rows.ts';

/** The head of a group of cameras, which shows and hides them. */
export const GroupHead = ({ row, tabIndex }: { readonly row: GroupRow; readonly tabIndex: number }) => (
  <button
    type="button"
    className={styles.group}
    tabIndex={tabIndex}
    aria-expanded={row.open}
    onClick={() => openGroup(row.key, !row.open)}
  >
    <ChevronDown className={styles.chevron} aria-hidden="true" />
    <bdi className={styles.groupName} title={row.name}>
      {row.name}
    </bdi>
    <span className={styles.groupCount} aria-hidden="true">
      {row.count.toLocaleString(currentLanguage().locale)}
    </span>
    <VisuallyHidden>{t('cameras.count', { count: row.count })}</VisuallyHidden>
  </button>
);
