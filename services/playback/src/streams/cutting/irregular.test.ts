import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cut,
  cutSource,
  jobOf,
  keyUnits,
  otherUnits,
  SECOND,
  STEP,
  seconds,
} from '../../testing/cut-source.ts';
import { readTransport } from '../../testing/transport-reading.ts';
import { h264, TransportSource } from '../../testing/transport-source.ts';
import { type CutJob, TransportCut } from './transport-cut.ts';
import { UncuttableError } from './uncuttable.ts';

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

describe('a stream that is not regular', () => {
  const begun = () => seconds(1);
  const sounding = { map: 0x42, picture: 0x1e1, sound: 0x1e2 };

  it.each<[string, () => TransportSource, Partial<CutJob>?]>([
    ['has no key picture', () => new TransportSource().tables().picture({ pts: 0 }, ...otherUnits)],
    ['tells no parameters', () => new TransportSource().tables().picture({ pts: 0 }, h264.key())],
    ['goes back in time', () => begun().picture({ pts: 3 * STEP }, ...otherUnits)],
    ['leaps by hours', () => begun().picture({ pts: 7_200 * SECOND }, ...otherUnits)],
    ['brings something that is no picture', () => begun().picture({ pts: SECOND }, h264.sequenceSet())],
    ['changes its coding', () => begun().raw(seconds(1, new TransportSource(undefined, 0x24)).bytes)],
    ['loses its sound', () => seconds(1, new TransportSource(sounding)).raw(begun().bytes), { sound: true }],
    ['is scrambled', () => begun().raw(scrambled(seconds(1).bytes))],
    [
      'is mostly something else',
      () =>
        begun()
          .raw(Buffer.alloc(65 * KILOBYTE, 1))
          .raw(seconds(1).bytes),
    ],
  ])('is left to FFmpeg: it %s', (_, source, wish = {}) => {
    expect(() => cutSource(source(), wish)).toThrow(UncuttableError);
  });

  it('is left to FFmpeg when a picture has no end', () => {
    const cutting = new TransportCut(jobOf());
    const begin = Buffer.concat([
      begun().bytes,
      new TransportSource().picture({ pts: SECOND }, h264.other(99)).bytes,
    ]);
    const more = new TransportSource().picture({ pts: 0 }, h264.other(MEGABYTE)).bytes.subarray(188, -188);
    const feed = (count: number) => {
      for (let fed = 0; fed < count; fed += 1) for (const piece of cutting.take(more)) piece.bytes.at(0);
    };
    for (const piece of cutting.take(begin)) piece.bytes.at(0);

    expect(() => feed(14)).not.toThrow();
    expect(() => feed(3)).toThrow(UncuttableError);
  });

  it('is never kept back for long', () => {
    const source = new TransportSource().tables().picture({ pts: 0 }, ...keyUnits);
    for (let picture = 1; picture < 300; picture += 1) {
      source.picture({ pts: picture * STEP }, h264.delimiter, h264.other(4 * KILOBYTE));
    }
    const pieces = [...new TransportCut(jobOf()).take(source.bytes)];

    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map(({ bytes }) => bytes.length))).toBeLessThan(300 * KILOBYTE);
  });

  it('does no harm, whatever its bytes are', () => {
    const { bytes } = seconds(2);
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(changes, (changed) => {
        const torn = Buffer.from(bytes);
        for (const [offset, value] of changed) torn[offset] = value;
        try {
          for (const segment of cut([torn])) {
            readTransport(segment.bytes);
            expect(segment.endSeconds).toBeGreaterThan(segment.startSeconds);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(UncuttableError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function scrambled(bytes: Buffer): Buffer {
  const all = Buffer.from(bytes);
  for (let packet = 0; packet < all.length; packet += 188) all[packet + 3] = (all[packet + 3] ?? 0) | 0x80;
  return all;
}
