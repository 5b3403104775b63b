import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../simulator.ts';
import { decodeStrips, rawPictures, runFfmpeg } from '../testing/decode.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { TestClient } from '../testing/test-client.ts';
import { expectedStrip } from '../testing/time-strip.ts';

const clock = new FixedClock('2026-03-01T12:34:56.789Z');
const plus = (time: string, seconds: number) => new Date(Date.parse(time) + seconds * 1000).toISOString();

/** A simulator with prepared video, and a long sequence of camera 21. */
async function given(options: Parameters<typeof startSimulator>[0]) {
  const prepared = { size: '640x360', kilobits: 800 } as const;
  const simulator = await startSimulator({ clock, prepared, ...options });
  const client = await TestClient.login(simulator.url);
  const camera = await client.camera(21);
  const { sequences } = await client.footage(camera, '2026-03-01T00:00:00Z', '2026-03-01T12:00:00Z');
  const found = sequences.find(
    ({ startTime, endTime }) => Date.parse(endTime) - Date.parse(startTime) > 120_000,
  );
  if (found === undefined) throw new Error('Camera 21 has no sequence of two minutes.');
  return { simulator, client, camera, sequence: found };
}

type World = Awaited<ReturnType<typeof given>>;

describe.each([
  { container: 'mp2t', type: 'video/mp2t', rate: null, format: 'mpegts' },
  { container: 'h264', type: 'video/h264', rate: '15', format: 'h264' },
] as const)('prepared video as $container', ({ container, type, rate, format }) => {
  let world: World;
  beforeAll(async () => {
    world = await given({ container });
  });
  afterAll(() => world.simulator.close());

  it('shows each picture its own time, past the end of the loop and to the end of the sequence', async () => {
    const { client, camera, sequence } = world;
    const { headers, bytes } = await client.video(camera, { time: plus(sequence.endTime, -33.4) });
    const start = plus(sequence.endTime, -34);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('x-video-start-time')).toBe(start);
    expect(headers.get('x-video-frame-rate')).toBe(rate);
    const expected = Array.from({ length: 34 * 15 }, (_, n) => expectedStrip(21, start, 1, n));
    expect(await decodeStrips(bytes, format)).toEqual(expected);
  });

  it.each([8, -1, -4])('shows each picture its own time at speed %i', async (speed) => {
    const { client, camera, sequence } = world;
    const start = plus(sequence.startTime, 40);
    const { bytes } = await client.video(camera, { time: start, speed: String(speed) }, 400_000);
    const strips = await decodeStrips(bytes, format);
    expect(strips.length).toBeGreaterThan(30);
    expect(strips).toEqual(strips.map((_, n) => expectedStrip(21, start, speed, n)));
  });

  it('has a key picture every second', async () => {
    const { client, camera, sequence } = world;
    const { bytes } = await client.video(camera, { time: plus(sequence.endTime, -12) });
    const keys = ['-skip_frame', 'nokey', '-f', format, '-i', 'pipe:0'];
    expect(await runFfmpeg([...keys, ...rawPictures('scale=2:2', 'gray')], bytes)).toHaveLength(12 * 4);
  });

  it('is broken off by a reset', async () => {
    const { client, camera, sequence, simulator } = world;
    const { reader } = await client.open(camera, { time: sequence.startTime });
    await reader.read();
    await simulator.reset();
    const readOn = async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read());
    };
    await expect(readOn()).rejects.toThrow();
    world = { ...world, client: await TestClient.login(simulator.url) };
  });
});

describe('prepared video', () => {
  it('comes in other sizes, and about as heavy as asked', async () => {
    const { simulator, client, camera, sequence } = await given({
      prepared: { size: '1280x720', kilobits: 2000 },
    });
    try {
      const start = plus(sequence.endTime, -20);
      const { bytes } = await client.video(camera, { time: start });
      const expected = Array.from({ length: 20 * 15 }, (_, n) => expectedStrip(21, start, 1, n));
      expect(await decodeStrips(bytes, 'mpegts')).toEqual(expected);
      expect(Math.abs((bytes.length * 8) / 20 / 2_000_000 - 1)).toBeLessThan(0.25);
    } finally {
      await simulator.close();
    }
  });

  it('runs no FFmpeg for it, however many are open, and ends what nobody reads', async () => {
    const { simulator, client, camera, sequence } = await given({ container: 'h264' });
    try {
      const hangUp = new AbortController();
      const time = plus(sequence.startTime, 1);
      await Promise.all(
        Array.from({ length: 70 }, () =>
          client.open(camera, { time }, hangUp.signal).then(({ reader }) => reader.read()),
        ),
      );
      const { openStreams } = simulator.state();
      expect(openStreams).toHaveLength(70);
      expect(openStreams.filter(({ pid }) => pid !== undefined)).toEqual([]);
      hangUp.abort();
      await expect.poll(() => simulator.state().openStreams).toEqual([]);
    } finally {
      await simulator.close();
    }
  });

  it('is timed as it was recorded', async () => {
    const { simulator, client, camera, sequence } = await given({});
    try {
      const { bytes } = await client.video(camera, { time: plus(sequence.endTime, -25) });
      const copy = ['-copyts', '-f', 'mpegts', '-i', 'pipe:0', '-c', 'copy', '-f', 'framecrc', 'pipe:1'];
      const lines = (await runFfmpeg(copy, bytes))
        .toString()
        .split('\n')
        .filter((line) => /^0,/.test(line));
      const times = lines.map((line) => Number(line.split(',')[2]));
      expect(times).toHaveLength(25 * 15);
      const [first = Number.NaN] = times;
      expect(times).toEqual(times.map((_, n) => first + n * 6000));
    } finally {
      await simulator.close();
    }
  });

  it('stops the start when asked for in a container that it does not come in', async () => {
    const prepared = { size: '640x360', kilobits: 800 } as const;
    await expect(startSimulator({ prepared, container: 'mp4' })).rejects.toThrow(/SIMULATOR_VIDEO_CONTAINER/);
  });
});
