import { describe, expect, it } from 'vitest';
import { otherUnits, STEP } from '../../testing/cut-source.ts';
import { h264, TransportSource } from '../../testing/transport-source.ts';
import { LaterKeys } from './later-keys.ts';

const key = [h264.delimiter, h264.sequenceSet(), h264.pictureSet(), beginning(0x65)];
const recovery = [h264.delimiter, h264.recoveryPoint, beginning(0x41)];

/** A picture whose first block is its first piece's. */
function beginning(header: number) {
  return Buffer.concat([Buffer.from([0, 0, 1, header, 0x9a]), Buffer.alloc(400, 0x5a)]);
}
/** A further piece of the same picture. */
const goingOn = Buffer.concat([Buffer.from([0, 0, 1, 0x65, 0x4a]), Buffer.alloc(400, 0x5a)]);

const inTransport = (pictures: Buffer[][]) =>
  pictures.reduce(
    (source, units, at) => source.picture({ pts: at * STEP }, ...units),
    new TransportSource().tables(),
  ).bytes;
const raw = (pictures: Buffer[][]) => Buffer.concat(pictures.flat());

/** However the bytes come. */
function told(container: 'mp2t' | 'h264', bytes: Buffer) {
  const keys = new LaterKeys({ container });
  for (let at = 0; at < bytes.length; at += 97) keys.take(bytes.subarray(at, at + 97));
  return keys.areByThemselves;
}

describe.each([
  ['mp2t', inTransport],
  ['h264', raw],
] as const)('the key pictures after the first, in %s', (container, wrapped) => {
  const last = [otherUnits, otherUnits];

  it.each([
    ['are ones by themselves', [key, otherUnits, key, ...last], true],
    ['need others', [key, otherUnits, otherUnits, recovery, ...last], false],
    ['are not known while there is one alone', [key, otherUnits, ...last], undefined],
    ['are not known by pieces of the first', [[...key, goingOn, goingOn], otherUnits, ...last], undefined],
    ['are told by the second, whatever follows', [key, key, recovery, ...last], true],
  ])('%s', (_, pictures, expected) => {
    expect(told(container, wrapped(pictures))).toBe(expected);
  });
});

it('what is no MPEG-TS tells nothing, so that everything is decoded', () => {
  expect(told('mp2t', Buffer.alloc(100_000, 0x11))).toBe(false);
});
