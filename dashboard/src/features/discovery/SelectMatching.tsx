import type { MilestoneCamera } from '@playhead/contracts';
import { useMutation } from '@tanstack/react-query';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import styles from './Discovery.module.css';
import type { DiscoveryFilters } from './discovery-filters.ts';
import { importableCameras } from './milestone-cameras.query.ts';
import { type Selection, ticksOf } from './use-selection.ts';

type SelectMatchingProps = {
  readonly filters: DiscoveryFilters;
  /** Those on this page. */
  readonly cameras: readonly MilestoneCamera[];
  /** How many match, on all pages. */
  readonly total: number;
  readonly selection: Selection;
};

/** Once all on a page are ticked: the way to tick all that match, on every page, and how many are ticked now. */
export function SelectMatching({ filters, cameras, total, selection }: SelectMatchingProps) {
  const select = useMutation({
    mutationFn: () => importableCameras(filters),
    onSuccess: (cameras) => selection.add(cameras),
  });
  const count = selection.chosen.length;
  const more = ticksOf(cameras, selection).all && total > cameras.length;
  if (count === 0) return null;

  return (
    <>
      <div className={styles.selection}>
        <p role="status">{t('discovery.selected', { count })}</p>
        {more && (
          <Button look="quiet" busy={select.isPending} onClick={() => select.mutate()}>
            {t('discovery.selectMatching')}
          </Button>
        )}
        <Button look="quiet" onClick={selection.clear}>
          {t('discovery.clearSelection')}
        </Button>
      </div>
      {select.error && (
        <ErrorNote error={select.error} busy={select.isPending} onRetry={() => select.mutate()} />
      )}
    </>
  );
}
