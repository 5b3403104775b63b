import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useSearchParams } from 'wouter';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { listAddress, pageIn } from '../../ui/list-address.ts';
import type { Option } from '../../ui/option.ts';
import { Page } from '../../ui/Page.tsx';
import { PageTurner } from '../../ui/PageTurner.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useTypedText } from '../../ui/use-typed-text.ts';
import { CreateUser } from './CreateUser.tsx';
import styles from './Users.module.css';
import { USERS_PER_PAGE, usersQuery } from './users.query.ts';
import { userColumns } from './users-columns.tsx';

type UsersProps = {
  /** The reader's own account. */
  readonly ownId: string;
  /** The cameras that can be given, by the name that the reader knows. */
  readonly cameras: readonly Option[];
};

/** Who may sign in, as what, and what they see. What is searched for stands in the address. */
export function Users({ ownId, cameras }: UsersProps) {
  const [params, setParams] = useSearchParams();
  const wanted = { search: params.get('search') ?? '', page: pageIn(params) };
  const find = (text: string) => setParams(listAddress({ search: text, page: 0 }), { replace: true });
  const [search, type] = useTypedText(wanted.search, find);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(usersQuery(wanted));
  return (
    <Page title={t('users.title')} lead={t('users.lead')} actions={<CreateUser />}>
      <SearchField label={t('users.search')} value={search} onChange={type} className={styles.search} />
      {error && <ErrorNote error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {(data || !error) && (
        <DataTable
          label={t('users.title')}
          columns={userColumns({ ownId, cameras })}
          rows={data?.users}
          keyOf={({ id }) => id}
          stale={isPlaceholderData}
          empty={
            <EmptyState
              icon={<SearchX />}
              title={t('users.noMatch.title')}
              text={t('users.noMatch.text')}
              action={<Button onClick={() => type('')}>{t('cameras.noMatch.action')}</Button>}
            />
          }
          foot={
            data && (
              <>
                <span role="status">{t('users.count', { count: data.total })}</span>
                <PageTurner
                  page={wanted.page}
                  pageSize={USERS_PER_PAGE}
                  total={data.total}
                  onPage={(page) => setParams(listAddress({ ...wanted, page }))}
                />
              </>
            )
          }
        />
      )}
    </Page>
  );
}
