import { type Camera, delivers } from '../../cameras/camera.ts';
import type { Simulation } from '../../simulation.ts';
import { pictureAt, timeOfPicture } from '../../video/picture-grid.ts';

/** How long a picture may take to make, in ms. */
const PICTURE_MS = 10_000;

/** A picture by its number, as JPEG, and when it was taken (epoch ms). */
export async function jpegOf({ video }: Simulation, camera: Camera, picture: number) {
  const take = { first: picture, step: 1, count: 1 };
  const image = await video.snapshot(camera, take, AbortSignal.timeout(PICTURE_MS));
  return { time: timeOfPicture(picture), base64: image.toString('base64') };
}

/** What a camera shows now; `undefined` where nothing comes from it. */
export async function livePicture(simulation: Simulation, camera: Camera) {
  if (!delivers(camera)) return undefined;
  return jpegOf(simulation, camera, pictureAt(simulation.clock.now().getTime()));
}
