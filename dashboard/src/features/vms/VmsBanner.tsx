import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { formatDateTimeInZone } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
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
      {contact && t('vms.down.contact', { time: formatDateTimeInZone(Date.parse(contact), currentZone()) })}
    </Banner>
  );
}
