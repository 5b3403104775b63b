import type { Camera } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useRef } from 'react';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { QueryProblem } from '../../ui/QueryProblem.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CameraFilters } from './CameraFilters.tsx';
import { CameraRows } from './CameraRows.tsx';
import styles from './CameraSidebar.module.css';
import { searchCameras, showAllCameras, useCameraList } from './camera-list.store.ts';
import { findCameras, rowsOf } from './camera-rows.ts';
import { camerasQuery } from './cameras.query.ts';

type CameraSidebarProps = {
  readonly selectedId: string | undefined;
  /** The cameras that record now; undefined while that is not known. */
  readonly recordingIds: ReadonlySet<string> | undefined;
  /** What else is to be known of a camera at a glance. The same function at every drawing. */
  readonly indicator: (camera: Camera) => ReactNode;
};

/** Every imported camera, to search, filter and group, and to choose from. */
export function CameraSidebar({ selectedId, recordingIds, indicator }: CameraSidebarProps) {
  const sidebar = useRef<HTMLElement>(null);
  const search = useCameraList((state) => state.search);
  const query = useQuery(camerasQuery());
  const { data, error, isPending } = query;
  const { found, rows, asked } = useRows(data, recordingIds);

  const toList = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    sidebar.current?.querySelector<HTMLElement>('li [tabindex="0"]')?.focus();
  };

  return (
    <aside ref={sidebar} className={styles.sidebar} aria-busy={isPending}>
      <div className={styles.head}>
        <div className={styles.tools}>
          <SearchField
            label={t('cameras.search')}
            className={styles.search}
            value={search}
            onChange={searchCameras}
            onKeyDown={toList}
          />
          <CameraFilters />
        </div>
        <p className={styles.count} role="status">
          {data && data.length > 0 && countText(found.length, data.length)}
        </p>
      </div>
      {error && (
        <div className={styles.note}>
          <QueryProblem query={query} />
        </div>
      )}
      {isPending && <SidebarSkeleton />}
      {data?.length === 0 && <p className={styles.none}>{t('cameras.none.short')}</p>}
      {data && data.length > 0 && found.length === 0 && <NoMatch />}
      {rows.length > 0 && (
        <CameraRows
          label={t('cameras.list')}
          rows={rows}
          selectedId={selectedId}
          asked={asked}
          indicator={indicator}
        />
      )}
    </aside>
  );
}

/** What is typed stands there at once; the lines follow when there is time. */
function useRows(cameras: readonly Camera[] | undefined, recordingIds: ReadonlySet<string> | undefined) {
  const { search: typed, filters, grouping, closed } = useCameraList();
  const search = useDeferredValue(typed);
  const recording = filters.recording === undefined ? undefined : recordingIds;
  const found = useMemo(
    () => findCameras(cameras ?? [], { search, filters, recordingIds: recording }),
    [cameras, search, filters, recording],
  );
  const rows = useMemo(() => rowsOf(found, grouping, closed), [found, grouping, closed]);
  return { found, rows, asked: JSON.stringify([search, filters, grouping]) };
}

const countText = (found: number, all: number): string =>
  found === all ? t('cameras.count', { count: all }) : t('cameras.countOf', { found, count: all });

function NoMatch() {
  const { search, filters } = useCameraList();
  const filtered = Object.values(filters).some((value) => value !== undefined);
  return (
    <div className={styles.none}>
      <p>{filtered ? t('cameras.noMatch.filters') : t('cameras.noMatch.text', { search })}</p>
      <Button onClick={showAllCameras}>
        {t(filtered ? 'cameras.noMatch.showAll' : 'cameras.noMatch.action')}
      </Button>
    </div>
  );
}

const SidebarSkeleton = () => (
  <div className={styles.skeleton}>
    {[68, 82, 55, 74, 61, 79].map((percent) => (
      <div key={percent} className={styles.placeholder}>
        <Skeleton width="8px" height="8px" round />
        <Skeleton width={`${percent}%`} />
      </div>
    ))}
  </div>
);
