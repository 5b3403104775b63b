import type { StreamSpeed } from '@playhead/contracts';
import type { MilestoneCapabilities } from '@playhead/milestone';

/**
 * How a speed is made of what the VMS sends: as the VMS serves it itself, from normal speed with other timestamps, or
 * from windows of forward footage that are turned round.
 */
export type Plan =
  | { kind: 'served' }
  | { kind: 'rescaled'; keyPicturesOnly: boolean }
  | { kind: 'reversed'; pictures: WindowPictures };

/** Which pictures of a window are shown. */
export type WindowPictures = 'all' | 'every-second' | 'key';

/** From here on forwards, key pictures alone are shown. */
const KEY_PICTURES_FROM = 8;

const windowPictures = (speed: StreamSpeed): WindowPictures => {
  if (speed <= -4) return 'key';
  return speed === -2 ? 'every-second' : 'all';
};

/** Asks what the VMS can do, never which it is. */
export function planOf(speed: StreamSpeed, capabilities: MilestoneCapabilities): Plan {
  const { serverSideSpeed, reverseVideo, speeds } = capabilities;
  const served = serverSideSpeed && speeds.includes(speed) && (speed > 0 || reverseVideo);
  if (speed === 1 || served) return { kind: 'served' };
  if (speed > 0) return { kind: 'rescaled', keyPicturesOnly: speed >= KEY_PICTURES_FROM };
  return { kind: 'reversed', pictures: windowPictures(speed) };
}
