import type { FootageMetadata, Gap, RecordingQueryResult, Sequence } from '@playhead/contracts';
import type { VmsGap, VmsSequence } from '@playhead/milestone';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import type { Footage, Range } from './footage.ts';
import { durationSeconds, statisticsOf } from './statistics.ts';

const instants = ({ startTime, endTime }: Range) => ({
  startTime: startTime.toISOString(),
  endTime: endTime.toISOString(),
  durationSeconds: durationSeconds({ startTime, endTime }),
});

/** Bytes are whole only here: parts of a sequence that were asked for apart must add up to its size. */
export const toSequence = ({ startTime, endTime, sizeBytes, ...sequence }: VmsSequence): Sequence => ({
  ...sequence,
  ...instants({ startTime, endTime }),
  ...(sizeBytes !== undefined && { sizeBytes: Math.round(sizeBytes) }),
});

const toGap = (gap: VmsGap): Gap => ({
  ...instants(gap),
  ...(gap.reason !== undefined && { reason: gap.reason }),
});

/** The answer to a recordings query (plan §8.3 and appendix B.1). */
export function toQueryResult(camera: PlayableCamera, range: Range, footage: Footage): RecordingQueryResult {
  const statistics = statisticsOf(range, footage);
  const { totalRecordingSeconds, totalGapSeconds, coverage } = statistics;
  return {
    cameraId: camera.id,
    cameraName: camera.name,
    queryRange: { start: range.startTime.toISOString(), end: range.endTime.toISOString() },
    sequences: footage.sequences.map(toSequence),
    gaps: footage.gaps.map(toGap),
    totalRecordingSeconds,
    totalGapSeconds,
    coverage,
    statistics,
    metadata: toMetadata(camera, footage),
  };
}

/** What the VMS says beside the footage counts more than what it said when the camera was last synced. */
const toMetadata = ({ recordingServer }: PlayableCamera, { storage }: Footage): FootageMetadata => ({
  ...(recordingServer !== undefined && { recordingServer }),
  ...storage,
});
