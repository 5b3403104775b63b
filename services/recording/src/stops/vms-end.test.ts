import { UnavailableError, type VmsFootage } from '@playhead/milestone';
import { TestClock } from '@playhead/service-kit/testing';
import { describe, expect, it } from 'vitest';
import { VmsEnd } from './vms-end.ts';

const START = new Date('2026-03-01T12:00:00.000Z');
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const never = new AbortController().signal;

/** When a recording ended that may last 600 s, for somebody who looks after so many seconds. */
function endOf(footage: () => Promise<Pick<VmsFootage, 'sequences'>>, seenAfter = 300): Promise<Date> {
  const clock = new TestClock(after(seenAfter));
  const vmsEnd: VmsEnd = Reflect.construct(VmsEnd, [
    { querySequences: footage },
    clock,
    { RECORDING_AUTO_STOP: true },
  ]);
  const session = { deviceId: 'camera', startTime: START, longestSeconds: 600 };
  return Reflect.apply(vmsEnd.of, vmsEnd, [session, never]);
}

const footageOf =
  (...stretches: [from: number, to: number][]) =>
  async () => ({
    sequences: stretches.map(([from, to]) => ({
      sequenceId: `${from}`,
      startTime: after(from),
      endTime: after(to),
      available: true,
    })),
  });

describe('a recording that the VMS no longer makes', () => {
  it.each([
    ['its footage did', footageOf([0, 60]), 60],
    ['its footage did, which took the VMS a moment to begin', footageOf([5, 60]), 60],
    [
      'its footage did, and not what the camera had recorded by itself into it',
      footageOf([0, 2], [3, 60]),
      60,
    ],
    ['its footage did, and not what the camera recorded later by itself', footageOf([0, 60], [90, 200]), 60],
    ['somebody looked, where the camera recorded nothing of it', footageOf([90, 200]), 300],
    ['somebody looked, where there is no footage', footageOf(), 300],
    [
      'somebody looked, where the VMS can not tell',
      () => Promise.reject(new UnavailableError('It is away.')),
      300,
    ],
  ])('ended when %s', async (_what, footage, seconds) => {
    expect(await endOf(footage)).toEqual(after(seconds));
  });

  it('ended when the VMS had to end it at the latest, however late somebody looks', async () => {
    expect(await endOf(footageOf(), 86_400)).toEqual(after(630));
  });

  it('is no longer than nothing where the clock of the machine was put back', async () => {
    expect(await endOf(footageOf([0, 60]), -10)).toEqual(START);
  });

  it('is not ended on what is no answer of a VMS', async () => {
    await expect(endOf(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
  });
});
