import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildPrograms } from './testing/build-program.ts';
import { Program } from './testing/run-program.ts';
import { TestClient } from './testing/test-client.ts';

const State = z.object({ openStreams: z.array(z.object({ pid: z.int() })).length(1) });

describe('the built program', () => {
  let build: string;
  const run = (environment?: Record<string, string>) => new Program(join(build, 'main.js'), environment);

  beforeAll(async () => {
    build = await buildPrograms();
  });
  afterAll(() => rm(build, { recursive: true }));

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends on %s though somebody watches, with its FFmpeg',
    async (signal) => {
      const program = run();
      const url = await program.url();
      const client = await TestClient.login(url);
      const time = new Date(Date.now() - 3_600_000).toISOString();
      await client.open(await client.camera(1), { time });
      const { openStreams } = State.parse(await (await fetch(`${url}/_sim/state`)).json());
      expect((await program.end(signal)).code).toBe(0);
      for (const { pid } of openStreams) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    },
  );

  it('says in one line which variable to change when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    try {
      await once(other, 'listening');
      const { port } = z.object({ port: z.int() }).parse(other.address());
      const { code, lines } = await run({ SIMULATOR_PORT: String(port) }).failure();
      expect(code).toBe(1);
      expect(lines).toEqual([expect.stringContaining('SIMULATOR_PORT')]);
    } finally {
      other.close();
    }
  });

  it.each([
    { SIMULATOR_TOKEN_LIFETIME: 'long' },
    { SIMULATOR_FOOTAGE: '/nowhere/film.mp4' },
    { FFMPEG_PATH: '/nowhere/ffmpeg' },
    { SIMULATOR_TLS: 'moon' },
  ])('does not start with %o, and names the variable', async (environment) => {
    const { code, lines } = await run(environment).failure();
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining(Object.keys(environment).join())]);
  });
});
