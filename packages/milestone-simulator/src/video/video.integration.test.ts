import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimulatorOptions, startSimulator } from '../simulator.ts';
import { decodeStrips, rawPictures, runFfmpeg } from '../testing/decode.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { TestClient } from '../testing/test-client.ts';
import { expectedStrip } from '../testing/time-strip.ts';

const clock = new FixedClock('2026-03-01T12:34:56.789Z');

/** A simulator with one camera to look at, and the last sequence but one that ended: its times and the gap after it. */
async function given(options: SimulatorOptions = {}, number = 21) {
  const simulator = await startSimulator({ clock, ...options });
  const client = await TestClient.login(simulator.url);
  const camera = await client.camera(number);
  const { sequences, gaps } = await client.footage(camera, '2026-03-01T04:00:00Z', '2026-03-01T12:34:56Z');
  const [gap] = gaps.slice(-1);
  const before = sequences.find(({ endTime }) => endTime === gap?.startTime);
  const after = sequences.find(({ startTime }) => startTime === gap?.endTime);
  if (!gap || !before || !after) throw new Error('The history has no gap with footage on both sides.');
  return { simulator, client, camera, gap, before, after };
}

const plus = (time: string, seconds: number) => new Date(Date.parse(time) + seconds * 1000).toISOString();

describe('video', () => {
  let world: Awaited<ReturnType<typeof given>>;
  beforeAll(async () => {
    world = await given();
  });
  afterAll(() => world.simulator.close());

  it('starts with the key picture before the moment asked and shows each picture its time, to the end', async () => {
    const { client, camera, before } = world;
    const { headers, bytes } = await client.video(camera, { time: plus(before.endTime, -20.4) });
    const start = headers.get('x-video-start-time') ?? '';
    expect(headers.get('content-type')).toBe('video/mp2t');
    expect(start).toBe(plus(before.endTime, -21));
    const strips = await decodeStrips(bytes, 'mpegts');
    expect(strips[0]).toEqual(expectedStrip(21, start));
    expect(strips).toEqual(Array.from({ length: 21 * 15 }, (_, n) => expectedStrip(21, start, 1, n)));
  });

  it('goes on after a gap when the moment lies in it', async () => {
    const { client, camera, gap, after } = world;
    const { headers, bytes } = await client.video(camera, { time: plus(gap.startTime, 1) }, 100_000);
    expect(headers.get('x-video-start-time')).toBe(after.startTime);
    const strips = await decodeStrips(bytes, 'mpegts');
    expect(strips[0]).toEqual(expectedStrip(21, after.startTime));
    expect(strips[20]).toEqual(expectedStrip(21, after.startTime, 1, 20));
  });

  it('ends at the live edge while the sequence still grows', async () => {
    const { client, camera } = world;
    const { bytes } = await client.video(camera, { time: '2026-03-01T12:34:55Z' });
    expect(await decodeStrips(bytes, 'mpegts')).toHaveLength(27);
  });

  it.each([4, 2, 8])('leaves pictures out at speed %i', async (speed) => {
    const { client, camera, before } = world;
    const start = plus(before.endTime, -40);
    const { bytes } = await client.video(camera, { time: start, speed: String(speed) });
    const length = Math.ceil((40 * 15) / speed);
    const expected = Array.from({ length }, (_, n) => expectedStrip(21, start, speed, n));
    expect(await decodeStrips(bytes, 'mpegts')).toEqual(expected);
  });

  it.each([-1, -4])(
    'plays backwards at speed %i, from the moment to the start of the sequence',
    async (speed) => {
      const { client, camera, after } = world;
      const start = plus(after.startTime, 12);
      const { headers, bytes } = await client.video(camera, { time: start, speed: String(speed) });
      expect(headers.get('x-video-start-time')).toBe(start);
      const length = Math.floor((12 * 15) / -speed) + 1;
      const expected = Array.from({ length }, (_, n) => expectedStrip(21, start, speed, n));
      expect(await decodeStrips(bytes, 'mpegts')).toEqual(expected);
    },
  );

  it('shows the same scene at a moment, whichever way it is played', async () => {
    const { client, camera, before } = world;
    const time = plus(before.startTime, 60);
    const scene = async (query: Record<string, string>, nth: number) => {
      const { bytes } = await client.video(camera, query, 200_000);
      const small = rawPictures('crop=640:344:0:16,scale=32:16:flags=area', 'gray');
      const pictures = await runFfmpeg(['-f', 'mpegts', '-i', 'pipe:0', ...small], bytes);
      return [...pictures.subarray(nth * 512, (nth + 1) * 512)];
    };
    const [forwards, backwards] = [
      await scene({ time, speed: '1' }, 30),
      await scene({ time: plus(time, 4), speed: '-1' }, 30),
    ];
    expect(forwards).toHaveLength(512);
    const differences = forwards.map((pixel, index) => Math.abs(pixel - (backwards[index] ?? Number.NaN)));
    expect(Math.max(...differences)).toBeLessThan(20);
  });

  it('has a key picture every second, each of which can be entered', async () => {
    const { client, camera, before } = world;
    const { bytes } = await client.video(camera, { time: plus(before.endTime, -5) });
    const keys = ['-skip_frame', 'nokey', '-f', 'mpegts', '-i', 'pipe:0'];
    const pictures = await runFfmpeg([...keys, ...rawPictures('scale=2:2', 'gray')], bytes);
    expect(pictures).toHaveLength(5 * 4);
  });

  it('stays below 1.5 Mb/s', async () => {
    const { client, camera, before } = world;
    const { bytes } = await client.video(camera, { time: plus(before.endTime, -60) });
    expect((bytes.length * 8) / 60).toBeLessThan(1_500_000);
  });

  it('comes as MJPEG too', async () => {
    const { client, camera, before } = world;
    const start = plus(before.endTime, -2);
    const { headers, bytes } = await client.video(camera, { time: start, format: 'mjpeg' });
    expect(headers.get('content-type')).toMatch(/^multipart\/x-mixed-replace; *boundary=ffmpeg$/);
    const expected = Array.from({ length: 30 }, (_, n) => expectedStrip(21, start, 1, n));
    expect(await decodeStrips(bytes, 'mpjpeg')).toEqual(expected);
  });

  it('of a manual recording can be played once it was made', async () => {
    const { client, simulator } = world;
    const camera = await client.camera(4);
    const { recordingId, startTime } = await client.record(camera, 600);
    clock.advance(30);
    await client.post(`/cameras/${camera}/recordings/stop`, { recordingId });
    clock.advance(30);
    const { sequences } = await client.footage(camera, plus(startTime, -60), plus(startTime, 60));
    expect(sequences).toContainEqual(
      expect.objectContaining({ startTime: '2026-03-01T12:34:54.000Z', endTime: '2026-03-01T12:35:27.000Z' }),
    );
    const { bytes } = await client.video(camera, { time: plus(startTime, 10) });
    expect((await decodeStrips(bytes, 'mpegts'))[0]).toEqual(expectedStrip(4, '2026-03-01T12:35:06.000Z'));
    await simulator.reset();
    world = { ...world, client: await TestClient.login(simulator.url) };
  });
});

describe('a snapshot', () => {
  it('shows the last picture taken by the moment', async () => {
    const { simulator, client, camera, before } = await given({}, 17);
    try {
      const time = plus(before.startTime, 3.99);
      const answer = await client.get(`/cameras/${camera}/snapshots`, { time });
      expect(answer.headers.get('content-type')).toBe('image/jpeg');
      const strips = await decodeStrips(new Uint8Array(await answer.arrayBuffer()), 'mjpeg');
      expect(strips).toEqual([expectedStrip(17, plus(before.startTime, 3), 1, 14)]);
    } finally {
      await simulator.close();
    }
  });
});

describe('the container', () => {
  it.each([
    { container: 'mp4', type: 'video/mp4', rate: null, format: 'mp4' },
    { container: 'h264', type: 'video/h264', rate: '15', format: 'h264' },
  ] as const)('can be $container', async ({ container, type, rate, format }) => {
    const { simulator, client, camera, before } = await given({ container });
    try {
      const start = plus(before.endTime, -3);
      const { headers, bytes } = await client.video(camera, { time: start });
      expect(headers.get('content-type')).toBe(type);
      expect(headers.get('x-video-frame-rate')).toBe(rate);
      const expected = Array.from({ length: 45 }, (_, n) => expectedStrip(21, start, 1, n));
      expect(await decodeStrips(bytes, format)).toEqual(expected);
    } finally {
      await simulator.close();
    }
  });
});

describe('the user’s own footage', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('is shown over and over below the strip, at a place that follows from the time', async () => {
    const footage = join(directory, "it's 100% mine.mp4");
    const halves = 'color=red:s=320x240:r=10:d=2[a];color=blue:s=320x240:r=10:d=2[b];[a][b]concat';
    await runFfmpeg([
      '-f',
      'lavfi',
      '-i',
      halves,
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      '-f',
      'mp4',
      footage,
    ]);
    const { simulator, client, camera, after } = await given({ footage });
    try {
      const red = async (time: string, speed: string) => {
        const { bytes } = await client.video(camera, { time, speed }, 400_000);
        const middle = rawPictures('crop=2:2:320:200,scale=1:1', 'rgb24');
        const pixels = await runFfmpeg(['-f', 'mpegts', '-i', 'pipe:0', ...middle], bytes);
        return [2, 32, 62, 92].map((n) => pixels.readUInt8(n * 3) > 127);
      };
      const start = plus(after.startTime, 4 - ((Date.parse(after.startTime) / 1000) % 4));
      expect(await red(start, '1')).toEqual([true, false, true, false]);
      expect(await red(plus(start, 8), '-1')).toEqual([false, true, false, true]);
      const { bytes } = await client.video(camera, { time: start }, 100_000);
      expect((await decodeStrips(bytes, 'mpegts'))[20]).toEqual(expectedStrip(21, start, 1, 20));
    } finally {
      await simulator.close();
    }
  });

  it('stops the start when it is not there or no video', async () => {
    const notes = join(directory, 'notes.mp4');
    await writeFile(notes, 'not a film');
    for (const footage of [notes, join(directory, 'missing.mp4')]) {
      await expect(startSimulator({ footage })).rejects.toThrow(/SIMULATOR_FOOTAGE/);
    }
  });
});
