import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { formatCountdown, formatDateTimeInZone, formatTime } from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';
import { currentZone } from '../../time/zone.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { vmsStatusQuery } from './vms.query.ts';

/** Over every page while the VMS does not answer: since when, and what of the page can be believed. */
export function VmsBanner() {
  const { data, isFetching, refetch } = useQuery(vmsStatusQuery());
  if (data?.reachable !== false) return null;
  const contact = data.lastContactAt;
  return (
    <Banner
      tone="warn"
      title={t('vms.down.title')}
      action={
        <Button icon={<RotateCw aria-hidden="true" />} busy={isFetching} onClick={() => void refetch()}>
          {t('vms.down.retry')}
        </Button>
      }
    >
      {t('vms.down.text')}{' '}
      {contact && t('vms.down.contact', { time: formatDateTimeInZone(Date.parse(contact), currentZone()) })}{' '}
      <NextTry at={data.nextTryAt === undefined ? undefined : Date.parse(data.nextTryAt)} />
    </Banner>
  );
}

/** When the VMS is asked again: counted down for the eye; read as a time, and not read out by itself. */
function NextTry({ at }: { readonly at: number | undefined }) {
  const now = useNow(1_000);
  const left = at === undefined ? 0 : at - now;
  return (
    <span role="timer" aria-live="off">
      {at === undefined || left <= 0 ? (
        t('vms.down.trying')
      ) : (
        <>
          <span aria-hidden="true">{t('vms.down.next', { left: formatCountdown(left) })}</span>
          <VisuallyHidden>{t('vms.down.nextAt', { time: formatTime(at, currentZone()) })}</VisuallyHidden>
        </>
      )}
    </span>
  );
}
