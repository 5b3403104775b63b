import { queryOptions } from '@tanstack/react-query';
import { getBlob } from '../../api/http.ts';

/** The picture of a camera at a moment (epoch ms), as JPEG. */
export const snapshotQuery = (cameraId: string, at: number) =>
  queryOptions({
    queryKey: ['snapshot', cameraId, at],
    queryFn: ({ signal }) => {
      const query = { time: new Date(at).toISOString() };
      return getBlob(`/cameras/${cameraId}/playback/snapshot`, { query, signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

/** Hovering passes over pictures that nobody waits for: one is asked for when the pointer has rested so long, in ms. */
const REST_MS = 100;

/** The small picture that stands for `interval` seconds of footage from `at` (epoch ms) on. */
export const thumbnailQuery = (cameraId: string, at: number, interval: number) =>
  queryOptions({
    queryKey: ['thumbnail', cameraId, at, interval],
    queryFn: async ({ signal }) => {
      await rest(REST_MS, signal);
      const path = `/cameras/${cameraId}/playback/thumbnails/${new Date(at).toISOString()}`;
      return getBlob(path, { query: { interval, width: 320 }, signal });
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
