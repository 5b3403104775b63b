import type { FootageRange, VmsRecordingMetadata, VmsStretches } from '../milestone-client.ts';

/** Sums footage up (plan §5.1 names the call, §2 has no request for it). `sizeBytes` only when every sequence has one. */
export function recordingMetadata(
  range: FootageRange,
  { sequences, gaps }: VmsStretches,
): VmsRecordingMetadata {
  const recordedSeconds = secondsOf(sequences);
  const gapSeconds = secondsOf(gaps);
  const rangeSeconds = recordedSeconds + gapSeconds;
  const sizes = sequences.map(({ sizeBytes }) => sizeBytes).filter((size) => size !== undefined);
  const first = sequences.at(0);
  const last = sequences.at(-1);
  return {
    ...range,
    ...(first && { firstFootageTime: first.startTime }),
    ...(last && { lastFootageTime: last.endTime }),
    sequenceCount: sequences.length,
    recordedSeconds,
    gapSeconds,
    coverage: rangeSeconds > 0 ? recordedSeconds / rangeSeconds : 0,
    ...(sizes.length > 0 && sizes.length === sequences.length && { sizeBytes: Math.round(sum(sizes)) }),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const secondsOf = (stretches: readonly { startTime: Date; endTime: Date }[]) =>
  sum(stretches.map(({ startTime, endTime }) => endTime.getTime() - startTime.getTime())) / 1000;
