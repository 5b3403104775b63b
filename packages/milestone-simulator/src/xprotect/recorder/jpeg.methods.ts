import { z } from 'zod';
import type { Camera } from '../../cameras/camera.ts';
import { pictureAt, pictureFrom, timeOfPicture } from '../../video/picture-grid.ts';
import { DateTime, read, toTicks, Whole } from '../soap/parameters.ts';
import type { SoapMethod } from '../soap/soap-service.ts';
import { jpegOf, livePicture } from './live-picture.ts';
import { allRecorded } from './recorded.ts';
import type { RecorderMethods } from './recorder-methods.ts';

const At = z.object({ deviceId: z.string(), time: DateTime });
const Live = z.object({ deviceId: z.string(), maxWidth: Whole.min(1), maxHeight: Whole.min(1) });

/** What a recorder says where it has no picture: the least time, and no data (protocol reference §5.6). */
const NO_PICTURE = { Time: '0001-01-01T00:00:00' };

/** Single pictures. One that is asked for at or before a moment may be hours old: its time says so. */
export function jpegMethods({
  simulation,
  authorize,
  cameraOf,
}: RecorderMethods): Record<string, SoapMethod> {
  /** The last picture at or before an instant, as its number. */
  const before = (camera: Camera, time: number) => {
    const sequence = allRecorded(simulation, camera).findLast(({ start }) => start <= time);
    return sequence && Math.min(pictureAt(time), pictureFrom(sequence.end) - 1);
  };
  const after = (camera: Camera, time: number) => {
    const sequence = allRecorded(simulation, camera).find(({ end }) => end > time);
    return sequence && Math.max(pictureFrom(time), pictureFrom(sequence.start));
  };
  const nearest = (camera: Camera, time: number) => {
    const [earlier, later] = [before(camera, time), after(camera, time)];
    if (earlier === undefined || later === undefined) return earlier ?? later;
    return time - timeOfPicture(earlier) <= timeOfPicture(later) - time ? earlier : later;
  };
  const method = (
    name: string,
    find: (camera: Camera, time: number) => number | undefined,
  ): Record<string, SoapMethod> => ({
    [name]: {
      operation: 'snapshot',
      authorize,
      answer: async (parameters) => {
        const { deviceId, time } = read(At, parameters);
        const camera = cameraOf(deviceId);
        const picture = find(camera, time);
        const found = picture === undefined ? undefined : await jpegOf(simulation, camera, picture);
        return { [`${name}Result`]: pictureData(found) };
      },
    },
  });
  return {
    ...method('JPEGGetAt', nearest),
    ...method('JPEGGetAtOrBefore', before),
    ...method('JPEGGetAtOrAfter', after),
    JPEGGetLive: {
      operation: 'snapshot',
      authorize,
      answer: async (parameters) => {
        const camera = cameraOf(read(Live, parameters).deviceId);
        return { JPEGGetLiveResult: pictureData(await livePicture(simulation, camera)) };
      },
    },
  };
}

const pictureData = (found: { time: number; base64: string } | undefined) =>
  found === undefined ? NO_PICTURE : { Time: toTicks(found.time), Data: found.base64 };
