import type { QueryClient } from '@tanstack/react-query';
import { footageQuery, nearWindow } from '../../features/recordings/footage.query.ts';
import type { Footage } from '../../features/recordings/footage.ts';
import { severalFootageQuery } from '../../features/recordings/several.query.ts';
import { currentZone } from '../../time/zone.ts';

/**
 * What each of the cameras recorded around a moment. Undefined where it can't be had: then the server decides where to begin,
 * and the player says what is wrong.
 */
export async function lookAround(
  queries: QueryClient,
  cameraIds: readonly string[],
  moment: number,
): Promise<readonly Footage[] | undefined> {
  const window = nearWindow(moment);
  const [only, ...others] = cameraIds;
  if (only === undefined) return undefined;
  try {
    if (others.length === 0) return [await queries.fetchQuery(footageQuery(only, window))];
    const footage = await queries.fetchQuery(severalFootageQuery(cameraIds, window, currentZone()));
    return footage.size === cameraIds.length ? [...footage.values()] : undefined;
  } catch {
    return undefined;
  }
}
