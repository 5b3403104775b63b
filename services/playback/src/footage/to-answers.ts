import type { Gap, RecordingQueryResult, Sequence } from '@playhead/contracts';
import type { VmsGap, VmsSequence } from '@playhead/milestone';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { coverage, type Footage, type Range, seconds, totalSeconds } from './footage.ts';

const instants = ({ startTime, endTime }: Range) => ({
  startTime: startTime.toISOString(),
  endTime: endTime.toISOString(),
  durationSeconds: seconds({ startTime, endTime }),
});

export const toSequence = (sequence: VmsSequence): Sequence => ({
  sequenceId: sequence.sequenceId,
  ...instants(sequence),
  available: sequence.available,
  ...(sequence.sizeBytes !== undefined && { sizeBytes: sequence.sizeBytes }),
});

const toGap = (gap: VmsGap): Gap => ({
  ...instants(gap),
  ...(gap.reason !== undefined && { reason: gap.reason }),
});

/** The answer to a recordings query (plan §8.3). */
export function toQueryResult(
  camera: PlayableCamera,
  range: Range,
  { sequences, gaps }: Footage,
): RecordingQueryResult {
  const recordedSeconds = totalSeconds(sequences);
  return {
    cameraId: camera.id,
    cameraName: camera.name,
    queryRange: { start: range.startTime.toISOString(), end: range.endTime.toISOString() },
    sequences: sequences.map(toSequence),
    gaps: gaps.map(toGap),
    totalRecordingSeconds: recordedSeconds,
    totalGapSeconds: totalSeconds(gaps),
    coverage: coverage(range, recordedSeconds),
  };
}
