import { useQuery } from '@tanstack/react-query';
import { activeRecordingsQuery, usePollInterval } from './recording.query.ts';

/** The cameras that are recording now; undefined while that is not known. */
export function useActiveCameraIds(): ReadonlySet<string> | undefined {
  const refetchInterval = usePollInterval();
  return useQuery({
    ...activeRecordingsQuery(),
    refetchInterval,
    select: (all) => new Set(all.map(({ cameraId }) => cameraId)),
  }).data;
}
