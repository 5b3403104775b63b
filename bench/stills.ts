/**
 * Still pictures against a simulated VMS with prepared footage, each figure beside its bound of the same run:
 *
 *   npm run bench:stills -- [--runs=60] [--size=640x360] [--kilobits=1000]
 *
 * Cold: nobody asked for the picture before. The bounds are the VMS's own answer, a bare FFmpeg that decodes one group of
 * pictures of the VMS's video, and a bare Fastify that answers with as many bytes.
 */
import { parseArgs } from 'node:util';
import { percentiles } from './lib/percentiles.ts';
import { machine, saveResults } from './lib/report.ts';
import { closeConnections, get } from './playback/http.ts';
import { later } from './playback/start.ts';
import { createWorld, type Scene, type World } from './playback/world.ts';
import { bareDecode } from './stills/bare-decode.ts';
import { serveBytes } from './stills/bare-picture.ts';

const { values: flags } = parseArgs({
  args: process.argv.slice(3),
  options: {
    runs: { type: 'string', default: '60' },
    size: { type: 'string', default: '640x360' },
    kilobits: { type: 'string', default: '1000' },
  },
});
const runs = Number(flags.runs);
const WARM = 3;

const path = ({ cameraId }: Scene, rest: string) => `/api/v1/cameras/${cameraId}/playback/${rest}`;
const iso = ({ moment }: Scene) => moment.toISOString();

/** Milliseconds of a picture's way. @throws Error when there is none. */
async function timed(url: string, token: string): Promise<{ ms: number; bytes: number }> {
  const { status, ms, body } = await get(url, token);
  if (status !== 200) throw new Error(`${url}: ${status} ${body}`);
  return { ms, bytes: body.length };
}

/** One measurement after the other, each at a place of its own; the first few only warm up. */
async function series(world: World, measure: (scene: Scene) => Promise<number>) {
  const times: number[] = [];
  for (let run = -WARM; run < runs; run += 1) {
    const place = run + WARM;
    const scene = world.scenes[place % world.scenes.length];
    if (scene === undefined) throw new Error('There are no scenes.');
    const ms = await measure(later(scene, 20 + 20 * Math.floor(place / world.scenes.length)));
    if (run >= 0) times.push(ms);
  }
  return percentiles(times);
}

const world = await createWorld({
  scenes: 20,
  size: flags.size,
  kilobits: Number(flags.kilobits),
  maxStreams: 50,
  nodeOptions: [],
});
const results: Record<string, object> = {};
try {
  const { playback, vms, token, vmsToken } = world;
  const ask = (scene: Scene, rest: string) => timed(`${playback.url}${path(scene, rest)}`, token);
  const measure = async (name: string, one: (scene: Scene) => Promise<{ ms: number }>, aim = '') => {
    results[name] = { ...(await series(world, async (scene) => (await one(scene)).ms)), aim };
  };

  await measure('VMS snapshot, bare (ms)', (scene) =>
    timed(
      `${vms.url}/api/rest/v1/cameras/${scene.deviceId}/snapshots?time=${iso(later(scene, 5))}`,
      vmsToken,
    ),
  );
  await measure('snapshot, cold (ms)', (scene) => ask(scene, `snapshot?time=${iso(scene)}`));
  await measure('snapshot, cached (ms)', (scene) => ask(scene, `snapshot?time=${iso(scene)}`));
  const thumbnail = (interval: number) => (scene: Scene) =>
    ask(scene, `thumbnails/${iso(scene)}?interval=${interval}&width=160`);
  await measure('thumbnail of a minute, cold (ms)', thumbnail(60), 'p95 <= 350');
  await measure('thumbnail of a minute, cached (ms)', thumbnail(60), 'p95 <= 120');
  await measure('thumbnail of a second, cold (ms)', thumbnail(1), 'p95 <= 350');
  await measure('thumbnail of a second, cached (ms)', thumbnail(1), 'p95 <= 120');
  await measure('group of pictures, bare FFmpeg (ms)', async (scene) => ({
    ms: await bareDecode(world, later(scene, 10)),
  }));
  await measure('frame step, cold (ms)', (scene) => ask(scene, `frames?time=${iso(scene)}&step=1`));
  await measure('frame step, warm (ms)', (scene) => ask(scene, `frames?time=${iso(scene)}&step=1`));

  const [scene] = world.scenes;
  if (scene === undefined) throw new Error('There are no scenes.');
  const { bytes } = await ask(later(scene, 20), `frames?time=${iso(later(scene, 20))}&step=1`);
  const bare = await serveBytes(bytes);
  await measure(`${bytes} bytes, bare Fastify (ms)`, () => timed(bare.url, token));
  await bare.close();
  console.table(results);
} finally {
  closeConnections();
  await world.close();
}
const file = await saveResults('stills', { machine: machine(), setting: flags, results });
console.log(`Saved in ${file}`);
