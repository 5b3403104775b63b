import type { VmsSequence } from '../../milestone-client.ts';
import type { Recorder } from './recorder.ts';
import { SequencesAnswer, SequencesAroundAnswer } from './wire.ts';

/** `RecordingSequence` (protocol reference §4.1). */
const RECORDING = 'f9c62604-d0c5-4050-ae25-72de51639b14';
const PAGE = 1000;
/** More than a year of a camera that records a minute in two. */
const MOST_PAGES = 500;

interface Range {
  deviceId: string;
  startTime: Date;
  endTime: Date;
}

/** A stretch of footage as the recorder knows it, whole whatever was asked. */
export interface RecordedSequence {
  begin: Date;
  end: Date;
  /** When it was recorded because of something; before that lies what the camera had kept (protocol reference §3). */
  triggered?: Date;
}

/** The whole sequences that reach into a range, oldest first. @throws MilestoneError */
export async function sequencesIn(
  recorder: Recorder,
  { deviceId, startTime, endTime }: Range,
  signal: AbortSignal,
): Promise<RecordedSequence[]> {
  const [around, within] = await Promise.all([
    sequenceBefore(recorder, deviceId, startTime, signal),
    pagesOf(recorder, { deviceId, startTime, endTime }, signal),
  ]);
  return known([...around, ...within])
    .filter(({ begin, end }) => end > startTime && begin < endTime)
    .toSorted((a, b) => a.begin.getTime() - b.begin.getTime());
}

/** The sequence in which a moment lies, or else the next one after it. @throws MilestoneError */
export async function sequenceFrom(
  recorder: Recorder,
  deviceId: string,
  time: Date,
  signal: AbortSignal,
): Promise<RecordedSequence | undefined> {
  const range = { deviceId, startTime: time, endTime: endOfTime };
  const [before, after] = await Promise.all([
    sequenceBefore(recorder, deviceId, time, signal),
    page(recorder, range, 2, signal),
  ]);
  return known([...before, ...after])
    .filter(({ end }) => end > time)
    .toSorted((a, b) => a.begin.getTime() - b.begin.getTime())[0];
}

/** As the port gives it. A sequence is known by its beginning: its end may still grow. */
export const toVmsSequence = (deviceId: string, { begin, end }: RecordedSequence): VmsSequence => ({
  sequenceId: `${deviceId}@${begin.toISOString()}`,
  startTime: begin,
  endTime: end,
  available: true,
});

const endOfTime = new Date('9999-01-01T00:00:00Z');

/** Whether a query from `time` on gives what began before it is not told by the reference, so that is asked for too. */
async function sequenceBefore(recorder: Recorder, deviceId: string, time: Date, signal: AbortSignal) {
  const parameters = {
    deviceId,
    sequenceType: RECORDING,
    centerTime: time.toISOString(),
    maxCountBefore: 1,
    maxCountAfter: 0,
  };
  const answer = await recorder.read(
    { method: 'SequencesGetAround', parameters },
    SequencesAroundAnswer,
    signal,
  );
  return answer.SequencesGetAroundResult.SequenceEntry.map(toRecorded);
}

/** Goes on behind the last one until a page is not full. */
async function pagesOf(recorder: Recorder, range: Range, signal: AbortSignal) {
  const found: RecordedSequence[] = [];
  let { startTime } = range;
  for (let pages = 0; pages < MOST_PAGES && startTime < range.endTime; pages += 1) {
    const entries = await page(recorder, { ...range, startTime }, PAGE, signal);
    found.push(...entries);
    const reached = new Date(Math.max(...entries.map(({ end }) => end.getTime())) + 1);
    if (entries.length < PAGE || reached <= startTime) break;
    startTime = reached;
  }
  return found;
}

async function page(recorder: Recorder, range: Range, maxCount: number, signal: AbortSignal) {
  const parameters = {
    deviceId: range.deviceId,
    sequenceType: RECORDING,
    minTime: range.startTime.toISOString(),
    maxTime: range.endTime.toISOString(),
    maxCount,
  };
  const answer = await recorder.read({ method: 'SequencesGet', parameters }, SequencesAnswer, signal);
  return answer.SequencesGetResult.SequenceEntry.map(toRecorded);
}

type Entry = Record<'TimeBegin' | 'TimeTrigged' | 'TimeEnd', Date>;

const toRecorded = ({ TimeBegin, TimeTrigged, TimeEnd }: Entry): RecordedSequence => ({
  begin: TimeBegin,
  end: TimeEnd,
  triggered: TimeTrigged,
});

/** Each once, though pages overlap; one that grew meanwhile as it is now. */
function known(sequences: readonly RecordedSequence[]): RecordedSequence[] {
  const byBegin = new Map<number, RecordedSequence>();
  for (const sequence of sequences) {
    const other = byBegin.get(sequence.begin.getTime());
    if (other === undefined || other.end < sequence.end) byBegin.set(sequence.begin.getTime(), sequence);
  }
  return [...byBegin.values()];
}
