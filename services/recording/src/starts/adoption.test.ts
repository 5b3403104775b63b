import { describe, expect, it } from 'vitest';
import { recordingOfStart } from './adoption.ts';

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
