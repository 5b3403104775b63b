import { type Camera, type Me, roleIncludes } from '@playhead/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Grid3x3, LockKeyhole } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { cameraQuery } from '../../features/cameras/cameras.query.ts';
import { StatusBadge } from '../../features/cameras/StatusDot.tsx';
import { ExportDialog } from '../../features/exports/ExportDialog.tsx';
import { toggleFullscreen } from '../../features/player/FullscreenButton.tsx';
import { Player } from '../../features/player/Player.tsx';
import { setMuted, usePlayerStore } from '../../features/player/player.store.ts';
import { usePlayer } from '../../features/player/use-player.ts';
import { RecordingChip } from '../../features/recording/RecordingChip.tsx';
import { RecordingControl } from '../../features/recording/RecordingControl.tsx';
import { gapReasonAt } from '../../features/timeline/geometry.ts';
import { cameraName } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import type { Span } from '../../time/span.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { CameraPlaceholder } from '../CameraPlaceholder.tsx';
import { playbackPath } from '../playback/playback-link.ts';
import { BookmarksBeside } from '../recordings/BookmarksBeside.tsx';
import { BookmarkTools } from '../recordings/BookmarkTools.tsx';
import { copyLink } from '../recordings/copy-link.ts';
import { GoToTime } from '../recordings/GoToTime.tsx';
import { IdleStage } from '../recordings/IdleStage.tsx';
import { KeysHelp } from '../recordings/KeysHelp.tsx';
import { lookAround } from '../recordings/look-around.ts';
import { markedSpan, sayHowToMark } from '../recordings/marked-span.ts';
import type { PageCommand } from '../recordings/page-keys.ts';
import { pageState } from '../recordings/page-link.ts';
import { pageObeys } from '../recordings/page-obeys.ts';
import styles from '../recordings/RecordingsPage.module.css';
import { saveSnapshot } from '../recordings/save-snapshot.ts';
import { TimelinePanel } from '../recordings/TimelinePanel.tsx';
import { useAsked } from '../recordings/use-asked.ts';
import { useBookmarking } from '../recordings/use-bookmarking.ts';
import { useFirstRange } from '../recordings/use-first-range.ts';
import { useFollowing } from '../recordings/use-following.ts';
import { useMarkSteps } from '../recordings/use-mark-steps.ts';
import { usePageKeys } from '../recordings/use-page-keys.ts';
import { usePageLink } from '../recordings/use-page-link.ts';
import { usePointing } from '../recordings/use-pointing.ts';
import { useSeeking } from '../recordings/use-seeking.ts';
import { useTimelineMarks } from '../recordings/use-timeline-marks.ts';
import { useVisibleFootage } from '../recordings/use-visible-footage.ts';
import { useTitle } from '../use-title.ts';

/** There is no camera above or below. */
const isOfOneCamera = ({ do: what }: PageCommand) => what !== 'track';

type RecordingsPageProps = { readonly id: string; readonly me: Me };

/** A camera's footage: player above, timeline below. `?t=` opens it at a moment. */
export function RecordingsPage({ id, me }: RecordingsPageProps) {
  const query = useQuery(cameraQuery(id));
  const camera = query.data;
  useTitle(camera && t('recordings.title', { name: cameraName(camera) }));
  if (!roleIncludes(me.role, 'investigator')) {
    return (
      <EmptyState
        heading
        icon={<LockKeyhole />}
        title={t('recordings.needsRole.title')}
        text={t('camera.viewRecordings.needsRole', { role: t(`role.${me.role}`) })}
      />
    );
  }
  return camera ? <Recordings camera={camera} me={me} /> : <CameraPlaceholder query={query} />;
}

function Recordings({ camera, me }: { readonly camera: Camera; readonly me: Me }) {
  const first = useFirstRange();
  const [, navigate] = useLocation();
  const { mount, controls } = usePlayer(camera.id);
  const footage = useVisibleFootage(camera.id, true);
  const seeking = useSeeking(camera.id, controls, footage.data);
  const queries = useQueryClient();
  const pointing = usePointing(footage.data && [footage.data], {
    ...seeking,
    lookAround: (moment) => lookAround(queries, [camera.id], moment),
  });
  const stepMark = useMarkSteps(camera.id, { visit: pointing.visit, here: seeking.here });
  const marks = useTimelineMarks(camera.id);
  const bookmarking = useBookmarking();
  const [listed, setListed] = useState(false);
  const page = useRef<HTMLDivElement>(null);
  const { asked, ask, answered } = useAsked<'keys' | 'time' | 'recording' | 'export'>();
  const [exported, setExported] = useState<Span>();
  const actions = {
    seekBy: seeking.seekBy,
    point: pointing.point,
    step: seeking.step,
    edge: seeking.goToEdge,
    stepMark,
    bookmark: bookmarking.begin,
    copyLink: () => void copyLink(camera),
    saveSnapshot: () => void saveSnapshot(camera, usePlayhead.getState().at),
    showKeys: () => ask('keys'),
    askTime: () => ask('time'),
    askRecording: () => ask('recording'),
    askExport: () => {
      const span = markedSpan();
      setExported(span);
      if (span) ask('export');
      else sayHowToMark();
    },
  };
  usePageLink(camera.id);
  useFollowing();
  usePageKeys((command) => {
    const fullscreen = () => toggleFullscreen(page.current?.querySelector('section') ?? null);
    const mute = () => setMuted(!usePlayerStore.getState().muted);
    const stepPicture = (direction: 1 | -1) => controls?.stepPicture(direction);
    pageObeys({ ...actions, controls, seeking, stepPicture, mute, fullscreen }, command);
  }, isOfOneCamera);

  return (
    <div ref={page} className={styles.page}>
      <div className={styles.head}>
        <Link
          href={`/cameras/${camera.id}`}
          className={styles.back}
          aria-label={t('recordings.back', { name: cameraName(camera) })}
        >
          <ArrowLeft aria-hidden="true" />
        </Link>
        <h1 className={styles.title}>
          <bdi>{cameraName(camera)}</bdi>
        </h1>
        <StatusBadge status={camera.status} />
        <Button
          className={styles.more}
          icon={<Grid3x3 aria-hidden="true" />}
          onClick={() => navigate(playbackPath({ ...pageState(), cameras: [camera.id] }))}
        >
          <span className={styles.moreText}>{t('grid.more')}</span>
        </Button>
      </div>
      <div className={styles.stage}>
        <Player
          mount={mount}
          controls={controls}
          idle={<IdleStage camera={camera} onPlay={seeking.seek} />}
          actions={actions}
          corner={
            <RecordingChip
              camera={{ id: camera.id, name: cameraName(camera) }}
              me={me}
              onOpen={actions.askRecording}
            />
          }
          reasonAt={(at) => footage.data && gapReasonAt(footage.data, at)}
        />
        {listed && (
          <BookmarksBeside
            cameraId={camera.id}
            me={me}
            onGo={(at) => void pointing.visit(at)}
            onClose={() => setListed(false)}
          />
        )}
      </div>
      <TimelinePanel
        cameraId={camera.id}
        cameraName={cameraName(camera)}
        footage={footage}
        first={first}
        marks={marks}
        tools={
          <BookmarkTools cameraId={camera.id} bookmarking={bookmarking} listed={listed} onList={setListed} />
        }
        onSeek={seeking.seek}
        onPoint={pointing.point}
        onNearest={seeking.goNearest}
        onPress={(at) => seeking.warm(pointing.target(at))}
        onCommand={seeking.obey}
        onBookmark={actions.bookmark}
        onCopyLink={actions.copyLink}
        onExport={actions.askExport}
      />
      <KeysHelp page="camera" open={asked === 'keys'} onClose={answered} />
      <ExportDialog
        cameraId={camera.id}
        cameraName={cameraName(camera)}
        span={asked === 'export' ? exported : undefined}
        onClose={answered}
      />
      <GoToTime open={asked === 'time'} onClose={answered} onGo={(at) => void pointing.visit(at)} />
      <Dialog
        open={asked === 'recording'}
        onOpenChange={(open) => open || answered()}
        title={cameraName(camera)}
      >
        <RecordingControl camera={camera} me={me} />
      </Dialog>
    </div>
  );
}
