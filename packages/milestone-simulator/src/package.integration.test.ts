import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME } from './simulator.ts';
import { install, ourOwn, pack } from './testing/installed-package.ts';
import { Program } from './testing/run-program.ts';
import { TestClient } from './testing/test-client.ts';

const run = promisify(execFile);
const Token = z.object({ access_token: z.string() });
const Servers = z.object({ array: z.array(z.object({ webServerUri: z.url() })).min(1) });

/** What somebody's own test would do. */
const usage = `
import { readScenario, startSimulator, type FaultInput, type SimulatorState } from '@playhead/milestone-simulator';

const scenario = await readScenario(process.argv[2] ?? '');
const simulator = await startSimulator({ scenario, xprotect: { version: '2025R3' } });
const fault: FaultInput = { kind: 'status', status: 503, match: { operation: 'listCameras' } };
simulator.addFault(fault);
const state: SimulatorState = simulator.state();
// @ts-expect-error there is no such kind
const unknown: FaultInput = { kind: 'flood' };
// @ts-expect-error a camera's number is no text
const number: string | undefined = state.cameras[0]?.number;
console.log(state.cameras.length, state.faults.length, typeof number, unknown.kind);
await simulator.close();
`;

describe('the package, installed where nothing else is', { timeout: 60_000 }, () => {
  let folder: string;
  let installed: Awaited<ReturnType<typeof install>>;
  /** FFmpeg is run, not part of it. */
  let environment: { FFMPEG_PATH: string };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulator-package-'));
    const empty = join(folder, 'empty');
    await mkdir(empty);
    environment = { FFMPEG_PATH: await findFfmpeg() };
    installed = await install(await pack(folder), empty);
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('tells its options and its version', async () => {
    const help = await run(installed.program, ['--help'], { cwd: folder });
    expect(help.stdout).toMatch(/--scenario FILE[\s\S]*--port PORT[\s\S]*--footage FILE/);
    const version = await run(installed.program, ['--version'], { cwd: folder });
    expect(version.stdout.trim()).toBe(installed.version);
  });

  it('simulates the site of its own example on free ports, its recorders over TLS', async () => {
    const scenario = join(installed.at, 'examples', 'odd-cameras.yaml');
    const args = ['--port', '0', '--recorder-port', '0', '--tls', 'recorders', '--scenario', scenario];
    const simulator = new Program(installed.program, environment, args);
    try {
      const url = await simulator.url();
      const form = {
        grant_type: 'password',
        client_id: 'GrantValidatorClient',
        username: DEFAULT_USERNAME,
        password: DEFAULT_PASSWORD,
      };
      const body = new URLSearchParams(form);
      const login = await fetch(`${url}/API/IDP/connect/token`, { method: 'POST', body });
      const { access_token: token } = Token.parse(await login.json());
      const headers = { authorization: `Bearer ${token}` };
      const listed = await fetch(`${url}/API/rest/v1/recordingServers`, { headers });
      const { array: servers } = Servers.parse(await listed.json());
      expect(servers).toHaveLength(2);

      const ca = await (await fetch(`${url}/_sim/certificate`)).text();
      const address = `${servers[0]?.webServerUri}RecorderCommandService/RecorderCommandService.asmx?wsdl`;
      const wsdl = await new Promise<string>((resolve, reject) => {
        const asked = request(address, { ca, agent: false }, (answer) => resolve(text(answer)));
        asked.on('error', reject).end();
      });
      expect(wsdl).toContain('StartManualRecording');
    } finally {
      expect((await simulator.end('SIGTERM')).code).toBe(0);
    }
  });

  it('shows its cameras before somebody’s own footage', async () => {
    const film = join(folder, 'film.mp4');
    const drawing = ['-f', 'lavfi', '-i', 'color=red:size=320x180:rate=5:duration=1', film];
    await run(await findFfmpeg(), drawing);
    const simulator = new Program(installed.program, environment, [
      '--port',
      '0',
      '--rest-only',
      '--footage',
      film,
    ]);
    try {
      const client = await TestClient.login(await simulator.url());
      const time = new Date(Date.now() - 5 * 60_000).toISOString();
      const { sequences } = await client.footage(await client.camera(1), '2026-01-01T00:00:00Z', time);
      const shown = { time: sequences.at(-1)?.startTime ?? '' };
      const picture = await client.get(`/cameras/${await client.camera(1)}/snapshots`, shown);
      expect(picture.headers.get('content-type')).toBe('image/jpeg');
    } finally {
      await simulator.end('SIGTERM');
    }
  });

  it('is a library for tests, whose types are checked', async () => {
    const empty = join(folder, 'empty');
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2023',
      strict: true,
      skipLibCheck: true,
      outDir: 'out',
      types: ['node'],
      typeRoots: [join(ourOwn('@types/node'), '..')],
    };
    await writeFile(join(empty, 'usage.mts'), usage);
    await writeFile(join(empty, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['usage.mts'] }));
    await run(process.execPath, [join(ourOwn('typescript'), 'bin', 'tsc')], { cwd: empty });
    const scenario = join(installed.at, 'examples', 'odd-cameras.yaml');
    const options = { cwd: empty, env: { PATH: dirname(environment.FFMPEG_PATH) } };
    const { stdout } = await run(process.execPath, [join('out', 'usage.mjs'), scenario], options);
    expect(stdout).toMatch(/^\d+ 1 number flood\n$/);
  });

  it('brings the licences of what it holds', async () => {
    const licences = await readFile(join(installed.at, 'dist', 'LICENCES.txt'), 'utf8');
    expect(licences).toMatch(/^fastify \d+\.\d+\.\d+ \(MIT\)\n\nMIT License/m);
  });
});
