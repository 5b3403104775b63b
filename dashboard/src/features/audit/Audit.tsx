import { useQuery } from '@tanstack/react-query';
import { RotateCw, SearchX } from 'lucide-react';
import { useSearchParams } from 'wouter';
import { t } from '../../i18n/t.ts';
import { currentZone } from '../../time/zone.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { Option } from '../../ui/option.ts';
import { Page } from '../../ui/Page.tsx';
import { PageTurner } from '../../ui/PageTurner.tsx';
import { AuditFilterBar } from './AuditFilterBar.tsx';
import { auditQuery } from './audit.query.ts';
import { auditColumns } from './audit-columns.tsx';
import { AUDIT_PAGE_SIZE, type AuditFilters, auditAddressOf, auditFiltersOf } from './audit-filters.ts';

/** Who did what, when, from where, and how it ended. What is shown stands in the address. */
export function Audit({ cameras }: { readonly cameras: readonly Option[] }) {
  const [params, setParams] = useSearchParams();
  const filters = auditFiltersOf(params);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(
    auditQuery(filters, currentZone()),
  );
  const names = new Map(cameras.map(({ value, label }) => [value, label]));
  const change = (by: Partial<AuditFilters>) =>
    setParams(auditAddressOf({ ...filters, page: 0, ...by }), { replace: by.page === undefined });
  return (
    <Page
      title={t('audit.title')}
      lead={t('audit.lead')}
      actions={
        <Button icon={<RotateCw aria-hidden="true" />} busy={isFetching} onClick={() => void refetch()}>
          {t('audit.refresh')}
        </Button>
      }
    >
      <AuditFilterBar filters={filters} cameras={cameras} onChange={change} />
      {error && <ErrorNote error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {(data || !error) && (
        <DataTable
          label={t('audit.title')}
          columns={auditColumns(names)}
          rows={data?.entries}
          keyOf={({ id }) => id}
          stale={isPlaceholderData}
          empty={
            <EmptyState
              icon={<SearchX />}
              title={t('audit.noMatch.title')}
              text={t('history.noMatch.text')}
              action={
                <Button onClick={() => setParams(new URLSearchParams())}>
                  {t('discovery.noMatch.action')}
                </Button>
              }
            />
          }
          foot={
            data && (
              <>
                <span role="status">{t('audit.count', { count: data.total })}</span>
                <PageTurner
                  page={filters.page}
                  pageSize={AUDIT_PAGE_SIZE}
                  total={data.total}
                  onPage={(page) => change({ page })}
                />
              </>
            )
          }
        />
      )}
    </Page>
  );
}
