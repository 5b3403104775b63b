import { describe, expect, it } from 'vitest';
import { recordingOfInterruptedStart, recordingOfStart } from './adoption.ts';

const startTime = new Date('2026-03-01T12:00:00.000Z');
const WITHIN_MS = 10_000;

/** What the VMS records `after` seconds after the start, for `elapsed` seconds by then. */
const found = (after: number, elapsed: number) =>
  recordingOfStart(
    {
      isRecording: true,
      recordingId: 'rec_1',
      startTime: new Date(0),
      elapsedSeconds: elapsed,
      remainingSeconds: 60,
    },
    { startTime },
    new Date(startTime.getTime() + after * 1000),
    WITHIN_MS,
  );

describe('a recording in the VMS', () => {
  it.each([
    ['began with the start', 5, 5],
    ['began while the request could be on its way', 600, 590],
    ['is as old as the start by the whole seconds of the VMS', 5, 7],
  ])('that %s is taken for ours', (_, after, elapsed) => {
    expect(found(after, elapsed)).toBe('rec_1');
  });

  it.each([
    ['is older than the start', 5, 60],
    ['began when the request could no longer be on its way', 600, 580],
    ['somebody began hours later', 3 * 3600, 60],
  ])('that %s is somebody else’s', (_, after, elapsed) => {
    expect(found(after, elapsed)).toBeUndefined();
  });

  it('is needed', () => {
    expect(recordingOfStart({ isRecording: false }, { startTime }, startTime, WITHIN_MS)).toBeUndefined();
  });
});

describe('a recording of which the VMS does not tell when it began, after an interrupted start', () => {
  const after = (elapsedSeconds: number, startIsGuessed?: boolean) =>
    recordingOfInterruptedStart(
      {
        isRecording: true,
        recordingId: 'rec_1',
        startTime: new Date(0),
        elapsedSeconds,
        remainingSeconds: 60,
        ...(startIsGuessed !== undefined && { startIsGuessed }),
      },
      { startTime },
      new Date(startTime.getTime() + 60_000),
      WITHIN_MS,
    );

  it.each([
    ['a little before, as the camera keeps some in advance,', 63],
    ['hours before, as the camera records by rule too,', 6 * 3600],
    ['with it', 60],
  ])('is ours where its footage began %s', (_, elapsed) => {
    expect(after(elapsed, true)).toBe('rec_1');
  });

  it('is somebody else’s where its footage began when no request could be on its way', () => {
    expect(after(20, true)).toBeUndefined();
  });

  it('is somebody else’s where the VMS tells that it is older', () => {
    expect(after(6 * 3600)).toBeUndefined();
  });
});
