import type { Camera } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CameraLink } from './CameraLink.tsx';
import styles from './CameraSidebar.module.css';
import { searchCameras, useCameraSearch } from './camera-search.store.ts';
import { camerasQuery, matching } from './cameras.query.ts';

const MOST_ROWS = 300;

type CameraSidebarProps = {
  readonly selectedId: string | undefined;
  /** What else is to be known of a camera at a glance, such as that it records. */
  readonly indicator: (camera: Camera) => ReactNode;
};

/** Every imported camera, to search and to choose from. */
export function CameraSidebar({ selectedId, indicator }: CameraSidebarProps) {
  const search = useCameraSearch((state) => state.text);
  const { data, error, isPending, isFetching, refetch } = useQuery(camerasQuery());
  const found = matching(data ?? [], search);

  return (
    <aside className={styles.sidebar} aria-busy={isPending}>
      <div className={styles.head}>
        <SearchField label={t('cameras.search')} value={search} onChange={searchCameras} />
        <p className={styles.count} role="status">
          {data && data.length > 0 && t('cameras.count', { count: found.length })}
        </p>
      </div>
      {error && !data && (
        <div className={styles.note}>
          <ErrorNote error={error} busy={isFetching} onRetry={() => void refetch()} />
        </div>
      )}
      <nav className={styles.list} aria-label={t('cameras.list')}>
        {isPending && <SidebarSkeleton />}
        {data?.length === 0 && <p className={styles.none}>{t('cameras.none.short')}</p>}
        {data && data.length > 0 && found.length === 0 && <NoMatch search={search} />}
        <ul>
          {found.slice(0, MOST_ROWS).map((camera) => (
            <li key={camera.id}>
              <CameraLink camera={camera} selected={camera.id === selectedId}>
                {indicator(camera)}
              </CameraLink>
            </li>
          ))}
        </ul>
        {found.length > MOST_ROWS && (
          <p className={styles.none}>{t('cameras.more', { count: found.length - MOST_ROWS })}</p>
        )}
      </nav>
    </aside>
  );
}

const NoMatch = ({ search }: { readonly search: string }) => (
  <div className={styles.none}>
    <p>{t('cameras.noMatch.text', { search })}</p>
    <Button onClick={() => searchCameras('')}>{t('cameras.noMatch.action')}</Button>
  </div>
);

const SidebarSkeleton = () =>
  [68, 82, 55, 74, 61, 79].map((percent) => (
    <div key={percent} className={styles.placeholder}>
      <Skeleton width="8px" height="8px" round />
      <Skeleton width={`${percent}%`} />
    </div>
  ));
