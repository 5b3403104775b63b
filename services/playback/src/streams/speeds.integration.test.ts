import { streamSpeeds } from '@playhead/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { largestErrorMs } from '../testing/shown-pictures.ts';
import { streamReader } from '../testing/stream-reader.ts';

const prepared = { size: '640x360', kilobits: 400 } as const;

/** Fifteen pictures a second: each tenth of a second has one or two of them. */
const stepsOf = (tenths: readonly number[]) =>
  tenths.slice(1).map((tenth, index) => Math.abs(tenth - (tenths[index] ?? Number.NaN)));

const leavesNoneOut = (speed: number) => speed >= -1 && speed <= 1;

/** Of a VMS that sends at normal speed only, playback shows at these speeds what begins each second, in tenths. */
const KEY_STEP = 10;

describe.each([
  ['a VMS that serves every speed', {}, { prepared }, streamSpeeds],
  [
    'a VMS that sends forwards at normal speed only',
    { MILESTONE_VIDEO_SPEEDS: '1' },
    { prepared, speeds: [1] },
    streamSpeeds.filter((speed) => speed < 0 || speed > 1),
  ],
] as const)('over %s', (_, variables, vms, speeds) => {
  let world: World;
  let reader: ReturnType<typeof streamReader>;
  let gap: { startTime: Date; endTime: Date };
  beforeAll(async () => {
    world = await createWorld(variables, vms);
    reader = streamReader(world, await world.importCamera(1));
    gap = await reader.aGap();
  });
  afterAll(() => world?.close());

  it.each(speeds)('at speed %d the pictures are those of the time, over a gap too', async (speed) => {
    const [before, after] = speed > 0 ? [gap.startTime, gap.endTime] : [gap.endTime, gap.startTime];
    const time = new Date(before.getTime() - speed * 2_000 + 140);
    const playlist = await reader.playlistWhen(time, `&speed=${speed}`, ({ segments }) => {
      const skip = segments.findIndex(({ discontinuity }) => discontinuity);
      return skip !== -1 && skip + 2 < segments.length;
    });

    const shown = [];
    const errors = [];
    for (const segment of playlist.segments) {
      const pictures = await reader.picturesOf(segment);
      const last = pictures.at(-1)?.offsetSeconds ?? Number.NaN;
      expect(segment.durationSeconds).toBeGreaterThan(last);
      for (const picture of pictures) {
        errors.push(largestErrorMs(picture, segment.wallClock, speed));
      }
      shown.push(...pictures.map(({ tenths }) => tenths));
    }

    expect(Math.max(...errors)).toBeLessThanOrEqual(101);
    expect(shown).toEqual(shown.toSorted((a, b) => (a - b) * speed));
    expect(shown.length - new Set(shown).size).toBeLessThanOrEqual(shown.length / 3);
    const isOfKeys = Object.keys(variables).length > 0 && (speed <= -4 || speed >= 8);
    if (isOfKeys) expect(stepsOf(shown).filter((step) => step < KEY_STEP)).toEqual([]);
    if (leavesNoneOut(speed)) expect(stepsOf(shown).filter((step) => step > 1)).toHaveLength(1);
    expect(Math.abs((playlist.segments[0]?.wallClock.getTime() ?? 0) - time.getTime())).toBeLessThanOrEqual(
      1_100,
    );
    const skip = playlist.segments.find(({ discontinuity }) => discontinuity);
    expect(Math.abs((skip?.wallClock.getTime() ?? 0) - after.getTime())).toBeLessThanOrEqual(1_100);
  });
});
