import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { isVmsProblem, VMS_RETRY_MS } from './milestone-cameras.query.ts';

type VmsProblemProps = { readonly error: unknown; readonly busy: boolean; readonly onRetry: () => void };

/** The VMS being down is a banner: what was loaded before stays usable below it. */
export function VmsProblem({ error, busy, onRetry }: VmsProblemProps) {
  if (!isVmsProblem(error)) return <ErrorNote error={error} busy={busy} onRetry={onRetry} />;
  const { title } = describeError(error);
  return (
    <Banner
      tone="danger"
      title={title}
      action={
        <Button busy={busy} onClick={onRetry}>
          {t('action.retry')}
        </Button>
      }
    >
      {t('discovery.vmsDown.keepsTrying', { seconds: VMS_RETRY_MS / 1000 })}
    </Banner>
  );
}
