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
