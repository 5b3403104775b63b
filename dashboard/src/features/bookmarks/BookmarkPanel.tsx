import type { Me } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { Bookmark as BookmarkIcon, SearchX, X } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { keyText } from '../../keys/key-name.ts';
import { useOwnKeys } from '../../keys/own-keys.store.ts';
import type { Span } from '../../time/span.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PageTurner } from '../../ui/PageTurner.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useTypedText } from '../../ui/use-typed-text.ts';
import { BookmarkRow } from './BookmarkRow.tsx';
import styles from './Bookmarks.module.css';
import { LIST_PAGE_SIZE, listQuery } from './bookmarks.query.ts';

type BookmarkPanelProps = {
  readonly cameraId: string;
  readonly me: Me;
  /** What the timeline shows. */
  readonly span: Span;
  readonly onGo: (at: number) => void;
  readonly onClose: () => void;
};

/** The bookmarks of what the timeline shows, to be read, searched and gone to. */
export function BookmarkPanel({ cameraId, me, span, onGo, onClose }: BookmarkPanelProps) {
  const [search, setSearch] = useState('');
  const [typed, type] = useTypedText(search, setSearch);
  const [page, setPage] = usePageOf(`${span.from} ${span.to} ${search}`);
  const list = useQuery({ ...listQuery(cameraId, { span, search, page }), enabled: span.to > span.from });

  return (
    <section className={styles.panel} aria-label={t('bookmarks.list')} aria-busy={list.isFetching}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{t('bookmarks.list')}</h2>
        <IconButton label={t('bookmarks.hide')} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <SearchField label={t('bookmarks.search')} value={typed} onChange={type} />
      {list.error && (
        <ErrorNote error={list.error} busy={list.isFetching} onRetry={() => void list.refetch()} />
      )}
      {list.isPending && !list.error && <Skeleton height="48px" />}
      {list.data && (
        <>
          <p className={styles.count} role="status">
            {t('bookmarks.count', { count: list.data.total })}
          </p>
          {list.data.total === 0 && <Empty searched={search.trim() !== ''} />}
          <ul className={styles.rows}>
            {list.data.bookmarks.map((bookmark) => (
              <BookmarkRow key={bookmark.id} bookmark={bookmark} me={me} onGo={onGo} />
            ))}
          </ul>
          <PageTurner page={page} pageSize={LIST_PAGE_SIZE} total={list.data.total} onPage={setPage} />
        </>
      )}
    </section>
  );
}

function Empty({ searched }: { readonly searched: boolean }) {
  const key = keyText(useOwnKeys(({ keys }) => keys.bookmark));
  return searched ? (
    <EmptyState
      compact
      icon={<SearchX />}
      title={t('bookmarks.noMatch')}
      text={t('bookmarks.noMatch.text')}
    />
  ) : (
    <EmptyState
      compact
      icon={<BookmarkIcon />}
      title={t('bookmarks.none')}
      text={t('bookmarks.none.text', { key })}
    />
  );
}

/** The page of a list, from 0; another list begins at its first. */
function usePageOf(list: string) {
  const [{ of, page }, set] = useState({ of: list, page: 0 });
  const setPage = (next: number) => set({ of: list, page: next });
  return [of === list ? page : 0, setPage] as const;
}
