import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { windowQuery } from '../../features/recordings/footage.query.ts';
import { manualQuery } from '../../features/recordings/manual.query.ts';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { lengthOf } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { useFetchWindow } from './use-fetch-window.ts';

/** The footage around what the timeline shows. */
export function useVisibleFootage(cameraId: string, allowed: boolean) {
  const window = useFetchWindow();
  const options = windowQuery(cameraId, window, currentZone());
  return useQuery({ ...options, enabled: allowed && lengthOf(window) > 0 });
}

/** A minute's grid keeps the range's answer the same while now moves on. */
const GRID_MS = 60_000;

/** The footage of the whole range, for the overview below the timeline. */
export function useRangeFootage(cameraId: string) {
  const range = useTimeline((state) => state.range);
  const [from, to] = [Math.floor(range.from / GRID_MS) * GRID_MS, Math.ceil(range.to / GRID_MS) * GRID_MS];
  const window = useMemo(() => ({ from, to }), [from, to]);
  return useQuery({ ...windowQuery(cameraId, window, currentZone()), enabled: to > from });
}

/** The recordings around what the timeline shows that somebody started by hand. */
export function useManualRecordings(cameraId: string) {
  const window = useFetchWindow();
  return useQuery({ ...manualQuery(cameraId, window), enabled: lengthOf(window) > 0 });
}
