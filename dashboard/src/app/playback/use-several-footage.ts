import { useQuery } from '@tanstack/react-query';
import { severalFootageQuery } from '../../features/recordings/several.query.ts';
import { lengthOf } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { useFetchWindow } from '../recordings/use-fetch-window.ts';

/** The footage of several cameras around what the timeline shows. */
export function useSeveralFootage(cameraIds: readonly string[]) {
  const window = useFetchWindow();
  return useQuery({
    ...severalFootageQuery(cameraIds, window, currentZone()),
    enabled: cameraIds.length > 0 && lengthOf(window) > 0,
  });
}
