import type { ExportGap } from '@playhead/contracts';
import type { Range } from '../../footage/footage.ts';
import { overlapOf, subtract } from '../../footage/ranges.ts';

/** What lies apart by less is no gap, in ms. */
const NOTABLE_MS = 1_000;

/** What a file leaves out of its range. `listed` is what the VMS said that it has. */
export function gapsOf(range: Range, stretches: readonly Range[], listed: readonly Range[]): ExportGap[] {
  const missing = subtract([range], stretches).flatMap((hole) => {
    const promised = listed.map((one) => overlapOf(one, hole)).filter((one) => one !== undefined);
    return [
      ...promised.map((one) => ({ ...one, cause: 'not-delivered' as const })),
      ...subtract([hole], promised).map((one) => ({ ...one, cause: 'not-recorded' as const })),
    ];
  });
  return missing
    .map(({ startTime, endTime, cause }) => ({
      startTime: startTime.toISOString(),
      endTime: endTime.toISOString(),
      durationSeconds: (endTime.getTime() - startTime.getTime()) / 1000,
      cause,
    }))
    .filter(({ durationSeconds }) => durationSeconds * 1000 >= NOTABLE_MS)
    .sort((a, b) => a.startTime.localeCompare(b.startTime));
}
