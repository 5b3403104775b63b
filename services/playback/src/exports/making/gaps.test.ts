import { expect, it } from 'vitest';
import { gapsOf } from './gaps.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1) + seconds * 1000);
const range = (from: number, to: number) => ({ startTime: at(from), endTime: at(to) });
const told = (stretches: ReturnType<typeof range>[], listed: ReturnType<typeof range>[]) =>
  gapsOf(range(0, 100), stretches, listed).map(
    ({ startTime, durationSeconds, cause }) =>
      `${Date.parse(startTime) / 1000 - at(0).getTime() / 1000}+${durationSeconds} ${cause}`,
  );

it.each([
  ['nothing where all is there', [range(0, 100)], [range(0, 100)], []],
  [
    'what was not recorded, at both ends too',
    [range(10, 40), range(60, 90)],
    [range(10, 40), range(60, 90)],
    ['0+10 not-recorded', '40+20 not-recorded', '90+10 not-recorded'],
  ],
  [
    'what the VMS lists and did not send',
    [range(0, 40)],
    [range(0, 70)],
    ['40+30 not-delivered', '70+30 not-recorded'],
  ],
  ['no break of less than a second', [range(0, 50), range(50.9, 100)], [range(0, 50)], []],
])('the gaps of an export are %s', (_, stretches, listed, expected) => {
  expect(told(stretches, listed)).toEqual(expected);
});
