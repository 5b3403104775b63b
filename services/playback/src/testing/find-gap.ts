import type { CameraId } from '@playhead/contracts';
import { RecordingQueryResult } from '@playhead/contracts';
import type { World } from './playback-world.ts';

const HOUR_MS = 3_600_000;

/** A gap of the last twelve hours with footage on both sides of it, an hour old at least. */
export async function findGap(world: World, cameraId: CameraId) {
  const endTime = world.clock.now();
  const startTime = new Date(endTime.getTime() - 12 * HOUR_MS);
  const { body } = await world.call(`POST /api/v1/cameras/${cameraId}/recordings/query`, {
    startTime,
    endTime,
  });
  const { gaps, queryRange } = RecordingQueryResult.parse(body);
  const gap = gaps.find(
    (candidate) =>
      candidate.durationSeconds > 10 &&
      candidate.startTime > queryRange.start &&
      Date.parse(candidate.startTime) < endTime.getTime() - HOUR_MS,
  );
  if (gap === undefined) throw new Error('The simulator has no gap in the last twelve hours.');
  return { startTime: new Date(gap.startTime), endTime: new Date(gap.endTime) };
}
