import { type Me, roleIncludes } from '@playhead/contracts';
import { Grid3x3 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { toggleFullscreen } from '../../features/player/FullscreenButton.tsx';
import { GridTransport } from '../../features/player/grid/GridTransport.tsx';
import { PlaybackGrid } from '../../features/player/grid/PlaybackGrid.tsx';
import { useGrid } from '../../features/player/grid/use-grid.ts';
import { GoToNow } from '../../features/timeline/GoToNow.tsx';
import { LanesTimeline } from '../../features/timeline/LanesTimeline.tsx';
import { follow } from '../../features/timeline/timeline.store.ts';
import { ZoomButtons } from '../../features/timeline/ZoomButtons.tsx';
import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { NeedsRole } from '../../ui/NeedsRole.tsx';
import { ChooseCameras } from '../playback/ChooseCameras.tsx';
import styles from '../playback/PlaybackPage.module.css';
import { playbackPath } from '../playback/playback-link.ts';
import { useGridSeeking } from '../playback/use-grid-seeking.ts';
import { asShown, usePlaybackLink } from '../playback/use-playback-link.ts';
import { useSeveralFootage } from '../playback/use-several-footage.ts';
import { copyAddress } from '../recordings/copy-link.ts';
import { GoToTime } from '../recordings/GoToTime.tsx';
import { KeysHelp } from '../recordings/KeysHelp.tsx';
import { useAsked } from '../recordings/use-asked.ts';
import { usePageKeys } from '../recordings/use-page-keys.ts';
import { useCameraOptions } from '../use-camera-options.ts';
import { useTitle } from '../use-title.ts';

/** Several cameras at the same moment, on one timeline, by one clock. The address holds which, and when. */
export function PlaybackPage({ me }: { readonly me: Me }) {
  useTitle(t('grid.title'));
  if (roleIncludes(me.role, 'investigator')) return <Together />;
  return <NeedsRole title={t('recordings.needsRole.title')} needed="investigator" role={me.role} />;
}

function Together() {
  const { linked, change } = usePlaybackLink();
  const options = useCameraOptions();
  const { engine, controls } = useGrid();
  const [focused, setFocused] = useState<string>();
  const player = useRef<HTMLElement>(null);
  const { asked, ask, answered } = useAsked<'keys' | 'time'>();
  const { cameras: ids } = linked;
  const key = ids.join();
  const footage = useSeveralFootage(useMemo(() => (key === '' ? [] : key.split(',')), [key]));
  const cameras = useMemo(() => {
    const names = new Map(options.map(({ value, label }) => [value, label]));
    return ids.map((id) => ({ id, name: names.get(id) ?? t('camera.unknown') }));
  }, [ids, options]);
  const copyLink = () => void copyAddress(playbackPath({ ...asShown(), at: usePlayhead.getState().at }));
  const seeking = useGridSeeking({
    controls,
    footage: footage.data,
    linked: linked.at,
    leader: focused ?? ids[0],
    onSought: (at) => change({ at }),
    onCopyLink: copyLink,
    onFullscreen: () => toggleFullscreen(player.current),
    onAsk: ask,
  });
  useFollowing();
  usePageKeys((command) => {
    if (ids.length > 0) seeking.obey(command);
  });

  const choose = (chosen: readonly string[]) => change({ cameras: chosen });
  const chooser = (primary: boolean) => (
    <ChooseCameras options={options} chosen={ids} onChoose={choose} primary={primary} />
  );
  if (ids.length === 0) {
    return (
      <EmptyState
        heading
        icon={<Grid3x3 />}
        title={t('grid.none.title')}
        text={t('grid.none.text')}
        action={chooser(true)}
      />
    );
  }
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('grid.title')}</h1>
        <span className={styles.count}>{t('cameras.count', { count: ids.length })}</span>
        {chooser(false)}
      </div>
      <section ref={player} className={styles.player} aria-label={t('player.label')}>
        <PlaybackGrid
          engine={engine}
          cameras={cameras}
          focused={focused}
          onFocus={setFocused}
          onRemove={(id) => choose(ids.filter((one) => one !== id))}
        />
        <GridTransport
          box={player}
          controls={controls}
          actions={{ ...seeking, copyLink, showKeys: () => ask('keys') }}
        />
      </section>
      <section className={styles.panel} aria-label={t('timeline.label')} aria-busy={footage.isFetching}>
        <div className={styles.tools}>
          <p className={styles.hint}>{linked.at === undefined && t('grid.hint')}</p>
          <GoToNow />
          <ZoomButtons />
        </div>
        {footage.error && (
          <ErrorNote error={footage.error} busy={footage.isFetching} onRetry={() => void footage.refetch()} />
        )}
        <LanesTimeline
          lanes={cameras.map((camera) => ({ ...camera, footage: footage.data?.get(camera.id) }))}
          stale={footage.isPlaceholderData}
          onSeek={seeking.seek}
          onCommand={seeking.move}
        />
      </section>
      <KeysHelp page="several" open={asked === 'keys'} onClose={answered} />
      <GoToTime open={asked === 'time'} onClose={answered} onGo={seeking.seek} />
    </div>
  );
}

/** The view turns its pages with the playhead. */
function useFollowing(): void {
  useEffect(
    () =>
      usePlayhead.subscribe(({ at }, before) => {
        if (at !== undefined && before.at !== undefined) follow(before.at, at);
      }),
    [],
  );
}
