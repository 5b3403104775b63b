import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/toasts.ts';
import { runningText } from './sync-outcome.ts';
import { latestSyncQuery, useSyncAll } from './syncs.query.ts';

/** Starts a sync, and tells in its place how far one is that anybody started. */
export function SyncNow() {
  const { data: latest } = useQuery(latestSyncQuery());
  const start = useSyncAll();
  const running = latest?.status === 'in_progress';
  const refused = (error: Error) => {
    const { title, text } = describeError(error);
    toast('danger', title, text);
  };
  return (
    <Button
      size="large"
      icon={<RefreshCw aria-hidden="true" />}
      busy={start.isPending || running}
      onClick={() => start.mutate(undefined, { onError: refused })}
    >
      {running ? runningText(latest) : t('sync.start')}
    </Button>
  );
}
