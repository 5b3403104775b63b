import { Cctv, SearchX } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type DiscoveryFilters, isFiltered } from './discovery-filters.ts';

type DiscoveryEmptyProps = { readonly filters: DiscoveryFilters; readonly onClear: () => void };

export const DiscoveryEmpty = ({ filters, onClear }: DiscoveryEmptyProps) =>
  isFiltered(filters) ? (
    <EmptyState
      icon={<SearchX />}
      title={t('discovery.noMatch.title')}
      text={t('discovery.noMatch.text')}
      action={<Button onClick={onClear}>{t('discovery.noMatch.action')}</Button>}
    />
  ) : (
    <EmptyState icon={<Cctv />} title={t('discovery.none.title')} text={t('discovery.none.text')} />
  );
