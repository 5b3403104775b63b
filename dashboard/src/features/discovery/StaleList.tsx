import { useMutation, useQueryClient } from '@tanstack/react-query';
import { t } from '../../i18n/t.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { milestoneCamerasKey, readAnew } from './milestone-cameras.query.ts';

/** The VMS does not answer any more, and what is shown is what it said before. */
export function StaleList() {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: readAnew,
    onSettled: () => queries.invalidateQueries({ queryKey: milestoneCamerasKey }),
  });

  return (
    <Banner
      tone="danger"
      title={t('problem.vms-unavailable.title')}
      action={
        <Button busy={retry.isPending} onClick={() => retry.mutate()}>
          {t('action.retry')}
        </Button>
      }
    >
      {t('discovery.vmsDown.stale')}
    </Banner>
  );
}
