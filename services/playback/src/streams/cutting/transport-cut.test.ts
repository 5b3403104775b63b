import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cut,
  cutSource,
  keyUnits,
  otherUnits,
  PICTURE_PID,
  picturesAt,
  picturesOf,
  readSegment,
  SECOND,
  SOUND_PID,
  STEP,
  seconds,
  soundAndPictures,
  soundOf,
  times,
} from '../../testing/cut-source.ts';
import { readTransport } from '../../testing/transport-reading.ts';
import { h264, TransportSource } from '../../testing/transport-source.ts';
import type { CutJob } from './transport-cut.ts';
import { UncuttableError } from './uncuttable.ts';

/** What is added to all times, in ticks. */
const LEAD = 126_000;

/** Bytes as text, which is compared quickly. */
const comparable = ({ bytes, ...rest }: ReturnType<typeof cut>[number]) => ({
  ...rest,
  bytes: bytes.toString('hex'),
});

describe('a transport stream that is cut', () => {
  it('makes the same segments however it comes in pieces', () => {
    const { bytes } = soundAndPictures();
    const whole = cut([bytes], { sound: true }).map(comparable);
    const cuts = fc.array(fc.nat(bytes.length), { maxLength: 20 });
    fc.assert(
      fc.property(cuts, (borders) => {
        const sorted = [0, ...borders.sort((a, b) => a - b), bytes.length];
        const pieces = sorted.slice(1).map((border, index) => bytes.subarray(sorted[index], border));
        expect(cut(pieces, { sound: true }).map(comparable)).toEqual(whole);
      }),
    );
    expect(whole).toHaveLength(4);
  });

  it('begins each segment with its tables and a key picture, and counts every PID without a gap', () => {
    const segments = cutSource(seconds(3));

    expect(segments.map((one) => readSegment(one).pids.slice(0, 3))).toEqual(
      segments.map(() => [0, 0x1000, PICTURE_PID]),
    );
    expect(segments.map((one) => picturesOf(one)[0]?.content)).toEqual(
      segments.map(() => Buffer.concat(keyUnits)),
    );
    const { counts } = readTransport(Buffer.concat(segments.map(({ bytes }) => bytes)));
    for (const numbers of counts.values()) expect(numbers).toEqual(numbers.map((_, index) => index % 16));
  });

  it('keeps every picture', () => {
    const segments = cutSource(seconds(3));

    expect(segments.flatMap(picturesOf)).toHaveLength(45);
    expect(times(segments)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  it('tells how much of the input is in the segments so far', () => {
    const source = seconds(1);
    const { length } = source.bytes;
    const segments = cutSource(seconds(1, source, SECOND));

    // The tables of the next second come before its picture.
    expect(segments.map(({ fedBytes }) => fedBytes)).toEqual([length + 2 * 188, source.bytes.length]);
  });

  it('shows its first picture where it is told to, with a clock that is never ahead of it', () => {
    const segments = cutSource(seconds(2, undefined, 1_234_567), { timestampSeconds: 100 });

    const units = segments.flatMap(picturesOf);
    expect(units.map(({ pts }) => pts)).toEqual(units.map((_, index) => 100 * SECOND + LEAD + index * STEP));
    const clocks = units.map(({ clock, dts }) => dts - (clock ?? Number.NaN));
    expect(clocks).toEqual(units.map(() => LEAD / 2));
  });

  it('goes on over the moment at which the clock of the source begins anew', () => {
    const source = seconds(3, undefined, 2 ** 33 - 1.5 * SECOND);

    expect(times(cutSource(source))).toEqual(times(cutSource(seconds(3))));
  });

  it('goes on over the moment at which its own clock begins anew', () => {
    const dayAndMore = 2 ** 33 / SECOND;
    const segments = cutSource(seconds(2), { timestampSeconds: dayAndMore - 2 });

    const [first, second] = segments.map((one) => picturesOf(one)[0]?.pts);
    expect(second).toBe(((first ?? 0) + SECOND) % 2 ** 33);
  });

  it('takes the time that it is to take', () => {
    const slow = cutSource(seconds(2), { timeScale: 4 });
    const fast = cutSource(seconds(8), { timeScale: 0.25 });

    expect(times(slow)).toEqual([
      [0, 4],
      [4, 8],
    ]);
    expect(slow[1]?.intervalSeconds).toBeCloseTo(4 / 15, 5);
    expect(slow[1]?.lastPictureSeconds).toBeCloseTo(8 - 4 / 15, 5);
    expect(times(fast)).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(picturesOf(fast[0]).map(({ pts }) => pts - LEAD)).toEqual(
      Array.from({ length: 60 }, (_, index) => (index * STEP) / 4),
    );
  });

  it('makes longer segments after the first ones where it may, of as many groups of pictures as fit', () => {
    const lengths = (source: TransportSource) =>
      cutSource(source, { laterSegmentSeconds: 2 }).map(
        ({ startSeconds, endSeconds }) => Math.round((endSeconds - startSeconds) * 10) / 10,
      );
    const groups = (count: number, ticks: number) =>
      picturesAt(
        Array.from({ length: count * 2 }, (_, half) => (half * ticks) / 2),
        Array.from({ length: count }, (_, group) => group * ticks),
      );

    expect(lengths(groups(8, SECOND))).toEqual([1, 1, 1, 1, 2, 2]);
    expect(lengths(groups(14, SECOND / 2))).toEqual([1, 1, 1, 1, 2, 1]);
    expect(lengths(groups(8, 1.5 * SECOND))).toEqual([1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]);
  });

  it.each([
    [90, 2],
    [20, 2],
    [20, undefined],
  ])(
    'makes no segment of a single picture because of a hole before, where all are key pictures: after %d, segments of %d s',
    (before, laterSegmentSeconds) => {
      const ticks = Array.from(
        { length: 150 },
        (_, index) => index * STEP + (index < before ? 0 : 5 * SECOND),
      );
      const segments = cutSource(picturesAt(ticks, ticks), { laterSegmentSeconds });

      const afterHole = segments.filter(({ startSeconds }) => startSeconds >= 5 + before / 15);
      expect(afterHole.length).toBeGreaterThan(2);
      expect(afterHole.slice(0, -1).filter((one) => picturesOf(one).length < 8)).toEqual([]);
    },
  );

  it('ends where it is to end', () => {
    const segments = cutSource(seconds(4), { outputSeconds: 1.5 });

    expect(times(segments)).toEqual([
      [0, 1],
      [1, 1.533],
    ]);
    expect(segments.flatMap(picturesOf)).toHaveLength(23);
  });

  it('lasts until the next picture, however unevenly they come', () => {
    const segments = cutSource(picturesAt([0, 20_000, 85_000, 100_000, 130_000], [0, 100_000]));

    expect(times(segments)).toEqual([
      [0, 1.111],
      [100_000 / SECOND, 1.778],
    ]);
  });

  it('does not last over a hole in the footage', () => {
    const segments = cutSource(picturesAt([0, 6_000, 12_000, 500_000, 506_000], [0, 500_000]));

    expect(times(segments)[0]).toEqual([0, 0.2]);
    expect(segments[1]?.startSeconds).toBeCloseTo(5.556, 3);
  });

  it('lasts for as long as all its pictures are shown, in whatever order they come', () => {
    const source = new TransportSource().tables();
    const recovery = [...keyUnits.slice(0, 3), h264.recoveryPoint, h264.other()];
    for (const group of [0, SECOND]) {
      source.picture({ pts: group + 12_000, dts: group }, ...recovery);
      // What is shown before a key picture and comes after it.
      source.picture({ pts: group, dts: group + 6_000 }, ...otherUnits);
      source.picture({ pts: group + 6_000, dts: group + 9_000 }, ...otherUnits);
      source.picture({ pts: group + 84_000, dts: group + 30_000 }, ...otherUnits);
    }
    const segments = cutSource(source);

    expect(times(segments)[0]).toEqual([0, 1]);
    // Those before the very first key picture can't be decoded.
    expect(segments.map((one) => picturesOf(one).length)).toEqual([2, 4]);
  });

  it('begins with the first key picture, also one that is a point of recovery', () => {
    const source = new TransportSource().tables();
    for (let picture = 0; picture < 40; picture += 1) {
      const recovers = picture % 15 === 5 ? [h264.sequenceSet(), h264.pictureSet(), h264.recoveryPoint] : [];
      source.picture({ pts: picture * STEP }, h264.delimiter, ...recovers, h264.other());
    }

    const segments = cutSource(source);

    expect(segments.map((one) => picturesOf(one).length)).toEqual([15, 15, 5]);
  });

  it('leaves out all but key pictures where these alone are wanted, each shown until the next', () => {
    const segments = cutSource(seconds(20), { keyPicturesOnly: true, timeScale: 1 / 8 });

    expect(segments.map((one) => picturesOf(one).length)).toEqual([8, 8, 4]);
    const keys = segments.flatMap(picturesOf).map(({ content }) => content);
    expect(keys).toEqual(keys.map(() => Buffer.concat(keyUnits)));
    expect(times(segments)).toEqual([
      [0, 1],
      [1, 2],
      [2, 2.5],
    ]);
  });

  it.each([
    ['what is between them is sent too', [0, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 8.5, 9, 12, 15.5, 16, 17]],
    ['they are all that is sent', [0, 1, 2, 8, 9, 16, 17]],
  ])('shows the last key picture of a segment again where it lasts longer than others: %s', (_, sent) => {
    const ticks = (inSeconds: readonly number[]) => inSeconds.map((second) => second * SECOND);
    const source = picturesAt(ticks(sent), ticks([0, 1, 2, 8, 9, 16, 17]));
    const shown = (wish: Partial<CutJob>) =>
      cutSource(source, { keyPicturesOnly: true, timeScale: 1 / 8, ...wish }).map((one) =>
        picturesOf(one).map(({ pts }) => ((pts - LEAD) / SECOND) * 8),
      );

    // Players expect the next where it is: as far from the second time as that is from the first.
    expect(shown({}).slice(0, 2)).toEqual([
      [0, 1, 2, 5],
      [8, 9, 12.5],
    ]);
    expect(shown({ isTakenApart: true })).toEqual([
      [0, 1, 2],
      [8, 9],
      [16, 17],
    ]);
  });

  // Players take the last picture to last as long as the one before it. Times in tenths of a second.
  it.each([
    ['less often', [0, 1, 2, 3, 10, 17], [0, 1, 2, 3, 9.96, 9.98]],
    ['more often', [0, 4, 8, 10, 11, 12], [0, 4, 8, 9.96, 9.98]],
    ['but once', [0, 10, 11, 12], [0, 5]],
    ['a bit less often', [0, 4, 7.6, 11.6], [0, 4, 7.6]],
    ['nothing for long', [0, 1, 2, 20, 21], [0, 1, 2]],
  ])('ends where players expect the next one, where a camera records %s', (_, recorded, shown) => {
    const ticks = recorded.map((tenth) => Math.round((tenth * SECOND) / 10));
    const [first] = cutSource(picturesAt(ticks, [0, ...ticks.filter((tick) => tick >= SECOND)]));

    expect(picturesOf(first).map(({ pts }) => ((pts - LEAD) / SECOND) * 10)).toEqual(shown);
  });

  it('ends with its last picture where the next one needs what was before it', () => {
    const source = picturesAt([0, STEP], [0]);
    source.picture({ pts: SECOND }, ...keyUnits.slice(0, 3), h264.recoveryPoint, h264.other());

    expect(cutSource(source).map((one) => picturesOf(one).length)).toEqual([2, 1]);
  });

  it('is left to others where such key pictures can not be decoded alone', () => {
    const source = seconds(1);
    source.picture({ pts: SECOND }, ...keyUnits.slice(0, 3), h264.recoveryPoint, h264.other());

    expect(() => cutSource(source, { keyPicturesOnly: true })).toThrow(UncuttableError);
    expect(times(cutSource(source))).toHaveLength(2);
  });

  it('brings in each segment the parameters that came last, where pictures don’t', () => {
    const source = new TransportSource().tables();
    const bare = [h264.delimiter, h264.key()];
    source.picture({ pts: 0 }, ...keyUnits);
    source.picture({ pts: 1 * SECOND }, ...bare);
    source.picture({ pts: 2 * SECOND }, h264.delimiter, h264.pictureSet(0x33), h264.key());
    source.picture({ pts: 3 * SECOND }, ...bare);

    const contents = cutSource(source).map((one) => picturesOf(one)[0]?.content);

    const { delimiter, sequenceSet, pictureSet, key } = h264;
    expect(contents).toEqual([
      Buffer.concat(keyUnits),
      Buffer.concat([delimiter, sequenceSet(), pictureSet(), key()]),
      Buffer.concat([delimiter, sequenceSet(), pictureSet(0x33), key()]),
      Buffer.concat([delimiter, sequenceSet(), pictureSet(0x33), key()]),
    ]);
  });

  it('gives each picture a delimiter', () => {
    const source = new TransportSource().tables();
    source.picture({ pts: 0 }, h264.sequenceSet(), h264.pictureSet(), h264.key());
    source.picture({ pts: STEP }, h264.other());

    expect(picturesOf(cutSource(source)[0]).map(({ content }) => content.subarray(0, 6))).toEqual([
      h264.delimiter,
      h264.delimiter,
    ]);
  });

  it('keeps its sound with its pictures, and leaves out what nobody wants', () => {
    const source = soundAndPictures();

    const sounds = cutSource(source, { sound: true }).map((one) =>
      readSegment(one).units.filter(({ pid }) => pid === SOUND_PID),
    );
    const soundAt = (index: number) => ({ pts: LEAD + index * SECOND + 900, content: soundOf(index) });
    expect(sounds).toEqual([0, 1, 2, 3].map((index) => [expect.objectContaining(soundAt(index))]));
    expect(new Set(cutSource(source).flatMap((one) => readSegment(one).pids))).not.toContain(SOUND_PID);
  });

  it('begins with its first picture, though its sound began before', () => {
    const source = new TransportSource({ map: 0x42, picture: 0x1e1, sound: 0x1e2 }).tables();
    for (const index of [0, 1, 2]) source.sound(index * STEP, soundOf(index));
    source.picture({ pts: 3 * STEP }, ...keyUnits);

    const [first] = cutSource(source, { sound: true });
    const sounds = readSegment(first).units.filter(({ pid }) => pid === SOUND_PID);
    expect(sounds.map(({ content }) => content)).toEqual([soundOf(2)]);
  });

  it('goes on where the source moves its pictures to other packets', () => {
    const other = seconds(1, new TransportSource({ map: 0x99, picture: 0x77 }), SECOND);
    const source = seconds(1).raw(other.bytes);

    expect(times(cutSource(source))).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('reads tables that are longer than a packet', () => {
    const source = new TransportSource().tables({ descriptorBytes: 500 }).picture({ pts: 0 }, ...keyUnits);

    expect(cutSource(source)).toHaveLength(1);
  });

  it('finds its way back after something that is no packet', () => {
    const source = seconds(1).raw(Buffer.alloc(1_000, 0x47 + 1));

    expect(times(cutSource(seconds(1, source, SECOND)))).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });
});
