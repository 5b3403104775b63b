import type { Clock } from '../clock.ts';
import { footageWithin } from '../footage/footage-within.ts';
import type { FootageRange, VmsFootage } from '../milestone-client.ts';
import { cameraPath } from './camera-path.ts';
import type { RestApi } from './rest-api.ts';
import { SequencesAnswer } from './wire.ts';

/** Plan §2.4. */
export async function querySequences(
  api: RestApi,
  clock: Clock,
  range: FootageRange,
  signal: AbortSignal,
): Promise<VmsFootage> {
  const path = cameraPath(range.deviceId, '/sequences');
  const query = { startTime: range.startTime.toISOString(), endTime: range.endTime.toISOString() };
  const answer = await api.read({ path, query, missing: 'camera' }, SequencesAnswer, signal);
  const sequences = answer.sequences.map(({ endTime, sizeBytes, ...sequence }) => ({
    ...sequence,
    endTime: endTime ?? new Date(clock.now()),
    ...(typeof sizeBytes === 'number' && { sizeBytes }),
  }));
  const gaps = (answer.gaps ?? []).map(({ startTime, endTime, reason }) => ({
    startTime,
    endTime,
    ...(typeof reason === 'string' && { reason }),
  }));
  return footageWithin(range, { sequences, gaps });
}
