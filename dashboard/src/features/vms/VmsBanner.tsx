import { useQuery } from '@tanstack/react-query';
import { t } from '../../i18n/t.ts';
import { formatTimeInZone } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Banner } from '../../ui/Banner.tsx';
import { vmsStatusQuery } from './vms.query.ts';

/** Over every page while the VMS does not answer: since when, and what of the page can be believed. */
export function VmsBanner() {
  const { data } = useQuery(vmsStatusQuery());
  if (data?.reachable !== false) return null;
  const contact = data.lastContactAt;
  return (
    <Banner tone="warn" title={t('vms.down.title')}>
      {t('vms.down.text')}{' '}
      {contact && t('vms.down.contact', { time: formatTimeInZone(Date.parse(contact), currentZone()) })}
    </Banner>
  );
}
