import type { Camera } from '@playhead/contracts';
import { PanelLeft } from 'lucide-react';
import { useState } from 'react';
import { type AroundNavHandler, Router, useLocation, useRoute, useRouter } from 'wouter';
import { CameraSidebar } from '../../features/cameras/CameraSidebar.tsx';
import { CameraIndicator, RunningRecordings } from '../../features/recording/RunningRecordings.tsx';
import { useActiveCameraIds } from '../../features/recording/use-active-camera-ids.ts';
import { t } from '../../i18n/t.ts';
import { Drawer } from '../../ui/Drawer.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

const recordingIndicator = ({ id }: Camera) => <CameraIndicator cameraId={id} />;

/** The cameras, and which of them the page is about. */
export function CamerasBeside() {
  const [, params] = useRoute('/cameras/:id/*?');
  return (
    <RunningRecordings>
      <CameraSidebar
        selectedId={params?.id}
        recordingIds={useActiveCameraIds()}
        indicator={recordingIndicator}
      />
    </RunningRecordings>
  );
}

/**
 * The cameras where there is no room for them beside the page. The drawer closes once one is chosen, also the one that is
 * already open, and when the browser goes back.
 */
export function CamerasDrawer() {
  const [path] = useLocation();
  const [openedAt, openAt] = useState<string>();
  const { aroundNav } = useRouter();
  const closing: AroundNavHandler = (navigate, to, options) => {
    aroundNav(navigate, to, options);
    openAt(undefined);
  };
  return (
    <Drawer
      title={t('cameras.list')}
      open={openedAt === path}
      onOpenChange={(open) => openAt(open ? path : undefined)}
      trigger={
        <IconButton label={t('cameras.show')}>
          <PanelLeft aria-hidden="true" />
        </IconButton>
      }
    >
      <Router aroundNav={closing}>
        <CamerasBeside />
      </Router>
    </Drawer>
  );
}
