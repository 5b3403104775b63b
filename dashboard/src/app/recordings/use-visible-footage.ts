import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { footageQuery } from '../../features/recordings/footage.query.ts';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { fetchWindow, lengthOf } from '../../time/span.ts';

/** The footage around what the timeline shows. It is asked for anew only when the view leaves what is loaded. */
export function useVisibleFootage(cameraId: string, allowed: boolean) {
  const view = useTimeline((state) => state.view);
  const { from, to } = fetchWindow(view);
  const window = useMemo(() => ({ from, to }), [from, to]);
  return useQuery({ ...footageQuery(cameraId, window), enabled: allowed && lengthOf(view) > 0 });
}
