import { type StreamSpeed, streamSpeeds } from '@playhead/contracts';
import { describe, expect, it } from 'vitest';
import { planOf } from './plan.ts';

const vms = { dialect: 'rest', bookmarks: false, liveConditions: false } as const;
const able = { ...vms, serverSideSpeed: true, reverseVideo: true, speeds: [-8, -4, -2, -1, 1, 2, 4, 8] };
const plain = { ...vms, serverSideSpeed: false, reverseVideo: false, speeds: [1] };

describe('how a speed is made', () => {
  it.each(streamSpeeds.filter((speed) => Number.isInteger(speed)))(
    'is left to a VMS that serves %d',
    (speed) => {
      expect(planOf(speed, able)).toEqual({ kind: 'served' });
    },
  );

  it.each<[StreamSpeed, object]>([
    [1, { kind: 'served' }],
    [0.25, { kind: 'rescaled', keyPicturesOnly: false }],
    [4, { kind: 'rescaled', keyPicturesOnly: false }],
    [8, { kind: 'rescaled', keyPicturesOnly: true }],
    [-1, { kind: 'reversed', pictures: 'all' }],
    [-2, { kind: 'reversed', pictures: 'every-second' }],
    [-8, { kind: 'reversed', pictures: 'key' }],
  ])('is, for %d, made from normal speed where the VMS serves no other', (speed, plan) => {
    expect(planOf(speed, plain)).toEqual(plan);
  });

  it('is made here backwards where the VMS serves speeds forwards only', () => {
    expect(planOf(-4, { ...able, reverseVideo: false })).toMatchObject({ kind: 'reversed' });
  });
});
