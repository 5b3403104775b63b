import type { Me } from '@playhead/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { NewBookmark } from '../../features/bookmarks/NewBookmark.tsx';
import { ExportDialog } from '../../features/exports/ExportDialog.tsx';
import { toggleFullscreen } from '../../features/player/FullscreenButton.tsx';
import { GridTransport } from '../../features/player/grid/GridTransport.tsx';
import { GridVoice } from '../../features/player/grid/GridVoice.tsx';
import { toggleSound, useGridStore } from '../../features/player/grid/grid.store.ts';
import { type GridCamera, PlaybackGrid, type TileActs } from '../../features/player/grid/PlaybackGrid.tsx';
import { useGrid } from '../../features/player/grid/use-grid.ts';
import { usePlayerStore } from '../../features/player/player.store.ts';
import { RecordingChip } from '../../features/recording/RecordingChip.tsx';
import { gapReasonAt } from '../../features/timeline/geometry.ts';
import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { toast } from '../../ui/toasts.ts';
import { copyAddress } from '../recordings/copy-link.ts';
import { GoToTime } from '../recordings/GoToTime.tsx';
import { KeysHelp } from '../recordings/KeysHelp.tsx';
import { lookAround } from '../recordings/look-around.ts';
import { pageObeys } from '../recordings/page-obeys.ts';
import { saveSnapshot } from '../recordings/save-snapshot.ts';
import { useAsked } from '../recordings/use-asked.ts';
import { useFollowing } from '../recordings/use-following.ts';
import { useMarkSteps } from '../recordings/use-mark-steps.ts';
import { usePageKeys } from '../recordings/use-page-keys.ts';
import { usePointing } from '../recordings/use-pointing.ts';
import { here } from '../recordings/where-to.ts';
import { LanesPanel } from './LanesPanel.tsx';
import styles from './PlaybackPage.module.css';
import { type PlaybackState, playbackPath } from './playback-link.ts';
import { RecordOne } from './RecordOne.tsx';
import { useChosen } from './use-chosen.ts';
import { useGridSeeking } from './use-grid-seeking.ts';
import { useMarkingOne } from './use-marking-one.ts';
import { asShown } from './use-playback-link.ts';
import { useSeveralFootage } from './use-several-footage.ts';

type TogetherProps = {
  readonly me: Me;
  /** One at least. */
  readonly cameras: readonly GridCamera[];
  /** The moment that the address asks for, epoch ms. */
  readonly linked: number | undefined;
  readonly change: (by: Partial<PlaybackState>, before?: 'kept' | 'replaced') => void;
};

/** The pictures of several cameras, their transport and their timeline. */
export function Together({ me, cameras, linked, change }: TogetherProps) {
  const { engine, controls } = useGrid();
  const [enlarged, enlarge] = useState<string>();
  const player = useRef<HTMLElement>(null);
  const { asked, ask, answered } = useAsked<'keys' | 'time' | 'recording' | 'export'>();
  const ids = useMemo(() => cameras.map(({ id }) => id), [cameras]);
  const { chosen, choose, chooseBeside } = useChosen(ids);
  const footage = useSeveralFootage(ids);
  const seeking = useGridSeeking({
    controls,
    cameraIds: ids,
    footage: footage.data,
    linked,
    chosen,
    onSought: (at, before) => change({ at }, before),
  });
  const known = ids.map((id) => footage.data?.get(id)).filter((one) => one !== undefined);
  const queries = useQueryClient();
  const pointing = usePointing(known.length === ids.length ? known : undefined, {
    ...seeking,
    lookAround: (moment) => lookAround(queries, ids, moment),
  });
  const stepMark = useMarkSteps(chosen, { visit: pointing.visit, here });
  const save = (id: string) => void saveTile(cameras.find((one) => one.id === id));
  const acts: TileActs = {
    choose,
    enlarge: (id) => {
      enlarge(id);
      if (id !== undefined) choose(id);
    },
    remove: (id) => change({ cameras: ids.filter((one) => one !== id) }),
    saveSnapshot: save,
    toggleSound,
    retry: (id) => controls?.retry(id),
    reasonAt: (id, at) => {
      const known = footage.data?.get(id);
      return known && gapReasonAt(known, at);
    },
  };
  const actions = {
    copyLink: () => void copyAddress(playbackPath({ ...asShown(), at: usePlayhead.getState().at })),
    showKeys: () => ask('keys'),
  };
  const { beginBookmark, beginExport, endBookmark, ...marking } = useMarkingOne(
    cameras.find(({ id }) => id === chosen),
  );
  const askExport = () => {
    if (beginExport()) ask('export');
  };
  const ofChosen = (act: (id: string) => void) => () => chosen !== undefined && act(chosen);
  useFollowing();
  usePageKeys((command) =>
    pageObeys(
      {
        ...actions,
        controls,
        seeking,
        point: pointing.point,
        stepMark,
        stepPicture: seeking.stepPicture,
        mute: ofChosen((id) => usePlayerStore.getState().speed === 1 && toggleSound(id)),
        saveSnapshot: ofChosen(save),
        askTime: () => ask('time'),
        askRecording: () => ask('recording'),
        askExport,
        bookmark: beginBookmark,
        fullscreen: () => toggleFullscreen(player.current),
        track: chooseBeside,
      },
      command,
    ),
  );

  return (
    <>
      <section ref={player} className={styles.player} aria-label={t('player.label')}>
        <PlaybackGrid
          engine={engine}
          cameras={cameras}
          chosen={chosen}
          enlarged={enlarged}
          acts={acts}
          corner={(camera) => (
            <RecordingChip
              camera={camera}
              me={me}
              onOpen={() => {
                choose(camera.id);
                ask('recording');
              }}
            />
          )}
        />
        <GridTransport box={player} controls={controls} actions={{ ...seeking, ...actions }} />
        <GridVoice cameras={cameras} chosen={chosen} />
      </section>
      {chosen !== undefined && (
        <>
          <LanesPanel
            cameras={cameras}
            chosen={chosen}
            footage={footage}
            onSeek={seeking.seek}
            onPoint={pointing.point}
            onCommand={seeking.obey}
            onCopyLink={actions.copyLink}
            onBookmark={beginBookmark}
            onExport={askExport}
            tools={
              marking.bookmarked && (
                <NewBookmark
                  cameraId={marking.bookmarked.id}
                  cameraName={marking.bookmarked.name}
                  draft={marking.draft}
                  onBegin={beginBookmark}
                  onEnd={endBookmark}
                />
              )
            }
          />
          <RecordOne cameraId={chosen} me={me} open={asked === 'recording'} onClose={answered} />
        </>
      )}
      {marking.exported && (
        <ExportDialog
          cameraId={marking.exported.camera.id}
          cameraName={marking.exported.camera.name}
          span={asked === 'export' ? marking.exported.span : undefined}
          onClose={answered}
        />
      )}
      <KeysHelp page="several" open={asked === 'keys'} onClose={answered} />
      <GoToTime open={asked === 'time'} onClose={answered} onGo={(at) => void pointing.visit(at)} />
    </>
  );
}

/** Saves the picture that a tile shows; where it shows none it says so. */
async function saveTile(camera: GridCamera | undefined): Promise<void> {
  if (!camera) return;
  const shownAt = useGridStore.getState().tiles.get(camera.id)?.shownAt;
  if (shownAt !== undefined) return saveSnapshot(camera, shownAt);
  toast('info', t('grid.snapshot.none', { name: camera.name }), t('grid.snapshot.none.text'));
}
