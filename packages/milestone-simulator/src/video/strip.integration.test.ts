import { describe, expect, it } from 'vitest';
import { runFfmpeg } from '../testing/decode.ts';
import { expectedStrip, readTimeStrips } from '../testing/time-strip.ts';
import { pictureAt } from './picture-grid.ts';
import { stripFilter } from './strip.ts';

/** What FFmpeg draws for pictures `from` to `to` of a video. */
async function drawStrips(cameraNumber: number, startTime: string, speed: number, frames: number) {
  const filter = `${stripFilter(cameraNumber, pictureAt(Date.parse(startTime)), speed)},format=gray`;
  const output = ['-frames:v', String(frames), '-f', 'rawvideo', 'pipe:1'];
  return readTimeStrips(await runFfmpeg(['-f', 'lavfi', '-i', filter, ...output]));
}

describe('the time strip', () => {
  it.each([1, 2, 4, 8, -1, -2, -4, -8])('shows each picture its own time at speed %i', async (speed) => {
    const startTime = '2026-03-01T12:00:00.000Z';
    const expected = Array.from({ length: 200 }, (_, n) => expectedStrip(27, startTime, speed, n));
    expect(await drawStrips(27, startTime, speed, 200)).toEqual(expected);
  });

  it('does not drift over hours', async () => {
    const strips = await drawStrips(3, '2026-03-01T12:00:00.000Z', 8, 9000);
    expect(strips.at(-1)).toEqual(expectedStrip(3, '2026-03-01T12:00:00.000Z', 8, 8999));
  });

  it.each(['1970-01-01T00:00:00.000Z', '1983-08-11T20:32:09.000Z', '2100-12-31T23:59:59.000Z'])(
    'holds for any year: %s',
    async (startTime) => {
      const expected = Array.from({ length: 30 }, (_, n) => expectedStrip(16, startTime, 1, n));
      expect(await drawStrips(16, startTime, 1, 30)).toEqual(expected);
    },
  );
});
