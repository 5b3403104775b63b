import type { StopFailure } from '@playhead/contracts';
import { Square } from 'lucide-react';
import { problemTitle } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { formatTimeInZone } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './RecordingControl.module.css';
import { useLongerThan } from './use-longer-than.ts';

type StopWaitingProps = {
  readonly failure: StopFailure | undefined;
  /** Asks for the stop again now; left out for those who may not. */
  readonly onRetry?: (() => void) | undefined;
};

/** From when on, in ms, a stop that the VMS has not confirmed is more than a matter of course. */
const PATIENCE_MS = 8_000;

/** A stop that the VMS has not confirmed. One that fails and fails is told as loudly as it matters, and why. */
export function StopWaiting({ failure, onRetry }: StopWaitingProps) {
  const stuck = useLongerThan(true, PATIENCE_MS);
  if (failure) return <StopFailing failure={failure} onRetry={onRetry} />;
  if (stuck) {
    return (
      <Banner tone="warn" title={t('recording.stopSlow.title')}>
        {t('recording.stopSlow.text')}
      </Banner>
    );
  }
  return (
    <p className={styles.hint} role="status">
      {t('recording.stopping.text')}
    </p>
  );
}

function StopFailing({ failure: { attempts, code, detail, retryAt }, onRetry }: FailingProps) {
  const next = retryAt && formatTimeInZone(Date.parse(retryAt), currentZone());
  return (
    <Banner
      tone="warn"
      title={t('recording.stopFailing.title')}
      action={
        onRetry && (
          <Button icon={<Square fill="currentColor" aria-hidden="true" />} busy={!retryAt} onClick={onRetry}>
            {t('recording.stopFailing.retry')}
          </Button>
        )
      }
    >
      <p>
        {problemTitle(code) ?? t('recording.stopFailing.why')}: <bdi>{detail}</bdi>
      </p>
      <p>
        {t('recording.stopFailing.text', { attempts })}{' '}
        {next ? t('recording.stopFailing.next', { time: next }) : t('recording.stopFailing.now')}
      </p>
    </Banner>
  );
}

type FailingProps = StopWaitingProps & { readonly failure: StopFailure };
