import type { RecordingStatistics } from '@playhead/contracts';
import type { VmsSequence } from '@playhead/milestone';
import type { Footage, Range } from './footage.ts';

const lengthMs = ({ startTime, endTime }: Range) => endTime.getTime() - startTime.getTime();

export const durationSeconds = (range: Range) => lengthMs(range) / 1000;

const totalSeconds = (ranges: readonly Range[]) =>
  ranges.reduce((sum, range) => sum + lengthMs(range), 0) / 1000;

/** The recorded share, 0 to 1, to a thousandth; all and nothing are said only where it is all or nothing. */
export function share(recorded: number, whole: number): number {
  const rounded = Math.round((recorded / whole) * 1000) / 1000;
  if (rounded === 1 && recorded < whole) return 0.999;
  return rounded === 0 && recorded > 0 ? 0.001 : rounded;
}

/** Sums over a range (plan, appendix B.1). */
export function statisticsOf(range: Range, { sequences, gaps }: Footage): RecordingStatistics {
  const totalRecordingSeconds = totalSeconds(sequences);
  const bytes = sizeOf(sequences);
  return {
    totalRecordingSeconds,
    totalGapSeconds: totalSeconds(gaps),
    coverage: share(totalRecordingSeconds, durationSeconds(range)),
    ...(bytes !== undefined && {
      totalSizeBytes: Math.round(bytes),
      ...(totalRecordingSeconds > 0 && {
        averageBitrate: Math.round((bytes * 8) / totalRecordingSeconds),
      }),
    }),
  };
}

/** `undefined` where there is nothing, or where the VMS does not tell every size: half a sum would be wrong. */
function sizeOf(sequences: readonly VmsSequence[]): number | undefined {
  let bytes: number | undefined;
  for (const { sizeBytes } of sequences) {
    if (sizeBytes === undefined) return undefined;
    bytes = (bytes ?? 0) + sizeBytes;
  }
  return bytes;
}
