import { describe, expect, it } from 'vitest';
import { codings } from './coding.ts';

/** Bits as a unit: after its header, filled up, with what is put in so that no start code comes about. */
function unit(header: readonly number[], bits: string): Buffer {
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
  const escaped: number[] = [];
  for (const byte of bytes.map((text) => Number.parseInt(text, 2))) {
    if (byte <= 3 && escaped.at(-1) === 0 && escaped.at(-2) === 0) escaped.push(3);
    escaped.push(byte);
  }
  return Buffer.from([...header, ...escaped]);
}

const bits = (count: number, value = 0) => value.toString(2).padStart(count, '0');
/** The number 3 as one of variable length. */
const THREE = '00100';
const profile = (layers: number) => bits(4) + bits(3, layers) + bits(1, 1) + bits(88) + bits(8, 93);

describe('the number of a parameter set', () => {
  const { h264, h265 } = codings;

  it.each([
    ['the sequence in H.264', h264, 7, unit([0x67], bits(24, 0x42c01e) + THREE), 3],
    ['the picture in H.264', h264, 8, unit([0x68], THREE), 3],
    ['the video in H.265', h265, 32, unit([0x40, 1], bits(4, 3)), 3],
    ['the sequence in H.265', h265, 33, unit([0x42, 1], profile(0) + THREE), 3],
    [
      'the sequence in layers in H.265',
      h265,
      33,
      // Two layers: one tells profile and level, the other its level alone.
      unit([0x42, 1], `${profile(2)}11${'01'}${bits(12)}${bits(88)}${bits(8)}${bits(8)}${THREE}`),
      3,
    ],
    ['the picture in H.265', h265, 34, unit([0x44, 1], THREE), 3],
  ] as const)('is found for %s', (_, coding, type, bytes, id) => {
    expect(coding.setId(type, bytes)).toBe(id);
  });
});

describe('a key picture', () => {
  it.each([
    ['an IDR picture', 'h264', 5, [0x65], true],
    ['another picture', 'h264', 1, [0x41], false],
    ['a point of recovery', 'h264', 6, [6, 6, 1, 0xc4, 0x80], true],
    [
      'one after a long message',
      'h264',
      6,
      [6, 5, 0xff, 1, ...Array(256).fill(0x66), 6, 1, 0xc4, 0x80],
      true,
    ],
    ['a message that looks like one within', 'h264', 6, [6, 5, 3, 6, 1, 0xc4, 0x80], false],
    ['an IRAP picture', 'h265', 21, [0x2a, 1], true],
    ['a trailing picture', 'h265', 1, [0x02, 1], false],
  ] as const)('is told by its units: %s', (_, codec, type, bytes, isKey) => {
    expect(codings[codec].isKey(type, Buffer.from(bytes))).toBe(isKey);
  });
});
