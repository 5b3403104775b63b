import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import { footageWithin } from '../footage/footage-within.ts';
import type { RestApi } from '../http/rest-api.ts';
import type { FootageRange, VmsFootage, VmsGap, VmsSequence, VmsStorage } from '../milestone-client.ts';
import { cameraPath } from './camera-path.ts';
import { gapReason } from './gap-reason.ts';
import { SequencesAnswer } from './wire.ts';

type Answer = z.output<typeof SequencesAnswer>;

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
  const sequences = answer.sequences.map((sequence) => toSequence(sequence, clock));
  const gaps = (answer.gaps ?? []).map(toGap);
  return { ...footageWithin(range, { sequences, gaps }), storage: toStorage(answer.metadata ?? {}) };
}

function toSequence(sequence: Answer['sequences'][number], clock: Clock): VmsSequence {
  const { sequenceId, startTime, endTime, available, sizeBytes, quality, fps, resolution } = sequence;
  return {
    sequenceId,
    startTime,
    endTime: endTime ?? new Date(clock.now()),
    available,
    ...(typeof sizeBytes === 'number' && { sizeBytes }),
    ...(quality !== undefined && { quality }),
    ...(fps !== undefined && { fps }),
    ...(resolution !== undefined && { resolution }),
  };
}

function toGap({ startTime, endTime, reason: text }: NonNullable<Answer['gaps']>[number]): VmsGap {
  const reason = gapReason(text ?? '');
  return { startTime, endTime, ...(reason !== undefined && { reason }) };
}

const toStorage = ({
  recordingServer,
  storageLocation,
  retentionDays,
}: NonNullable<Answer['metadata']>): VmsStorage => ({
  ...(recordingServer !== undefined && { recordingServer }),
  ...(storageLocation !== undefined && { storageLocation }),
  ...(retentionDays !== undefined && { retentionDays }),
});
