import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { z } from 'zod';
import { type Program, startProgram } from '../lib/program.ts';
import { get } from './http.ts';
import { parsePlaylist } from './playlist.ts';
import { streamPath } from './start.ts';
import type { Scene, World } from './world.ts';

const Files = z.object({ playlist: z.string(), segments: z.array(z.string()) });
/** What a viewer has listed beyond what they come to. */
const MORE_SECONDS = 60;

/**
 * The bound of a crowd: a process of its own that holds one stream's segments in memory and sends them to whoever asks, for
 * any stream, checking and making nothing. What viewers find wanting there, the machine or the viewers themselves lack.
 * `program` is the file that calls `serveFiles` when `BENCH_BARE_FILES` names a folder.
 */
export async function withBareFiles<T>(
  world: World,
  { scene, seconds, program }: { scene: Scene; seconds: number; program: string },
  work: (bare: Program) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'playhead-bench-bare-'));
  try {
    await writeFile(join(folder, 'files.json'), JSON.stringify(await download(world, scene, seconds)));
    const bare = await startProgram(program, { BENCH_BARE_FILES: folder });
    try {
      return await work(bare);
    } finally {
      await bare.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A stream as it is sent, its segments over and over until everybody has enough. */
async function download(world: World, scene: Scene, seconds: number): Promise<z.infer<typeof Files>> {
  const { url, segments, targetSeconds } = await playlistOf(world, scene);
  const bodies = await Promise.all(segments.map((segment) => get(`${url}${segment.url}`)));
  const listed: string[] = [];
  for (let [made, index] = [0, 0]; made < seconds + MORE_SECONDS; index += 1) {
    const at = index % segments.length;
    const length = segments[at]?.seconds ?? targetSeconds;
    listed.push(`#EXTINF:${length},\n/${at}.ts`);
    made += length;
  }
  const head = ['#EXTM3U', '#EXT-X-VERSION:6', `#EXT-X-TARGETDURATION:${targetSeconds}`];
  return {
    playlist: [...head, ...listed, '#EXT-X-ENDLIST', ''].join('\n'),
    segments: bodies.map(({ body }) => body.toString('base64')),
  };
}

/** @throws Error when the stream has nothing. */
async function playlistOf(world: World, scene: Scene) {
  const { url } = world.playback;
  const answer = await get(`${url}${streamPath(scene)}`, world.token);
  const playlist = parsePlaylist(answer.body.toString());
  if (playlist.segments.length === 0) throw new Error(`No stream: ${answer.status} ${answer.body}`);
  return { url, ...playlist };
}

/** Runs as that process: serves the folder's files until it is told to end, and prints where. */
export async function serveFiles(folder: string): Promise<void> {
  const files = Files.parse(JSON.parse(await readFile(join(folder, 'files.json'), 'utf8')));
  const app = Fastify({ logger: false, forceCloseConnections: true });
  for (const [index, segment] of files.segments.entries()) {
    const body = Buffer.from(segment, 'base64');
    app.get(`/${index}.ts`, (_request, reply) => reply.type('video/mp2t').send(body));
  }
  app.get('/api/v1/cameras/:camera/playback/stream', (_request, reply) =>
    reply.type('application/vnd.apple.mpegurl').send(files.playlist),
  );
  console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
  process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
}
