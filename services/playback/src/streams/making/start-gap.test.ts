import { randomUUID } from 'node:crypto';
import { CameraId } from '@playhead/contracts';
import { describe, expect, it } from 'vitest';
import { startsBeyondGap } from './start-gap.ts';

const asked = new Date('2026-03-01T12:00:00Z');
const after = (ms: number) => new Date(asked.getTime() + ms);

/** Of a VMS that lists one sequence, or none. */
function startsBeyond(start: Date, listed: readonly [Date, Date] | undefined, speed: 1 | -1 = 1) {
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const identity = { id: 'id', camera, speed, codecs: [], directory: '/nowhere', openedAt: asked } as const;
  const find = async () =>
    listed && { sequenceId: 'one', startTime: listed[0], endTime: listed[1], available: true };
  const stream = { identity: { ...identity, startTime: asked } };
  return startsBeyondGap({ after: find, before: find }, stream, start);
}

describe('the asked time of a stream', () => {
  it.each([
    ['the next sequence begins soon after it', after(300), [after(300), after(9_000)], 1],
    ['the sequence before it ended soon before', after(-300), [after(-9_000), after(-300)], -1],
    ['what is listed there is not sent, up to its end', after(5_000), [after(-1_000), after(4_000)], 1],
    ['nothing is listed, and what comes is far off', after(1_500), undefined, 1],
  ] as const)('lies in a gap where %s', async (_, start, listed, speed) => {
    expect(await startsBeyond(start, listed, speed)).toBe(true);
  });

  it.each([
    ['a picture at the time or before is shown', after(-400), [after(-400), after(9_000)], 1],
    ['the next group of pictures follows within its sequence', after(1_900), [after(-100), after(9_000)], 1],
    ['a picture before it is the first that is shown backwards', after(-66), [after(-9_000), after(0)], -1],
    ['nothing is listed yet, and what comes is near', after(400), undefined, 1],
  ] as const)('does not where %s', async (_, start, listed, speed) => {
    expect(await startsBeyond(start, listed, speed)).toBe(false);
  });
});
