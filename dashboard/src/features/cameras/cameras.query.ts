import { type Camera, CameraList } from '@playhead/contracts';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../api/http.ts';
import { byName } from './camera-keys.ts';

const PAGE = 1_000;
const MAX_PAGES = 20;

/** Every imported camera, by name. Lists are searched in the browser, so that typing answers at once. */
export const camerasQuery = () =>
  queryOptions({
    queryKey: ['cameras'],
    queryFn: ({ signal }) => allCameras(signal),
    staleTime: 30_000,
    refetchInterval: 60_000,
  });

/** One imported camera; undefined when there is none of that id. */
export const cameraQuery = (id: string) =>
  queryOptions({ ...camerasQuery(), select: (cameras) => cameras.find((camera) => camera.id === id) });

async function allCameras(signal: AbortSignal): Promise<readonly Camera[]> {
  const cameras: Camera[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { limit: PAGE, offset: cameras.length };
    const answer = await getJson('/cameras', CameraList, { query, signal });
    cameras.push(...answer.cameras);
    if (answer.cameras.length === 0 || cameras.length >= answer.total) break;
  }
  return cameras.toSorted(byName);
}
