import type { Me } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { cameraQuery } from '../../features/cameras/cameras.query.ts';
import { RecordingControl } from '../../features/recording/RecordingControl.tsx';
import { cameraName } from '../../i18n/camera-name.ts';
import { Dialog } from '../../ui/Dialog.tsx';

type RecordOneProps = {
  readonly cameraId: string;
  readonly me: Me;
  readonly open: boolean;
  readonly onClose: () => void;
};

/** Starts, extends or stops the recording of one camera, over the page. */
export function RecordOne({ cameraId, me, open, onClose }: RecordOneProps) {
  const { data: camera } = useQuery(cameraQuery(cameraId));
  if (!camera) return null;
  return (
    <Dialog open={open} onOpenChange={(next) => next || onClose()} title={cameraName(camera)}>
      <RecordingControl camera={camera} me={me} />
    </Dialog>
  );
}
