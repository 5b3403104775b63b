import type { ExportJob } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { FileVideo } from 'lucide-react';
import { useSearchParams } from 'wouter';
import { t } from '../../i18n/t.ts';
import { keyText } from '../../keys/key-name.ts';
import { useOwnKeys } from '../../keys/own-keys.store.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageTurner } from '../../ui/PageTurner.tsx';
import { exportColumns } from './export-columns.tsx';
import { EXPORTS_PAGE_SIZE, exportsQuery } from './exports.query.ts';

type ExportsProps = {
  /** The name that the reader knows a camera by. */
  readonly nameOf: (job: ExportJob) => string | undefined;
  /** Where the footage of an export is played. */
  readonly footageOf: (job: ExportJob) => string;
  /** Whether the list holds everybody's. */
  readonly everybodys: boolean;
};

/** Files that were asked for: how far they are, what went wrong, and the way to them. */
export function Exports({ nameOf, footageOf, everybodys }: ExportsProps) {
  const [params, setParams] = useSearchParams();
  const page = pageOf(params);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(exportsQuery(page));
  const marked = params.get('export');
  return (
    <Page title={t('exports.title')} lead={t(everybodys ? 'exports.lead.all' : 'exports.lead')}>
      {error && <ErrorNote error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {(data || !error) && (
        <DataTable
          label={t('exports.title')}
          columns={exportColumns({ nameOf, footageOf, everybodys })}
          rows={data?.exports}
          keyOf={({ exportId }) => exportId}
          isSelected={({ exportId }) => exportId === marked}
          stale={isPlaceholderData}
          empty={<NoExports />}
          foot={
            data && (
              <>
                <span>{t('exports.count', { count: data.total })}</span>
                <PageTurner
                  page={page}
                  pageSize={EXPORTS_PAGE_SIZE}
                  total={data.total}
                  onPage={(next) =>
                    setParams(new URLSearchParams(next > 0 ? { page: String(next + 1) } : {}))
                  }
                />
              </>
            )
          }
        />
      )}
    </Page>
  );
}

/** From 0. Nonsense in an address is the first page. */
function pageOf(params: URLSearchParams): number {
  const page = Number(params.get('page') ?? 1);
  return Number.isInteger(page) && page > 0 ? page - 1 : 0;
}

function NoExports() {
  const keys = useOwnKeys((own) => own.keys);
  const marking = {
    from: keyText(keys.selectFrom),
    to: keyText(keys.selectTo),
    key: keyText(keys.export),
  };
  return (
    <EmptyState icon={<FileVideo />} title={t('exports.none.title')} text={t('exports.none.text', marking)} />
  );
}
