import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME } from './simulator.ts';
import { buildPrograms, projectFolder } from './testing/build-program.ts';
import { Program } from './testing/run-program.ts';

const run = promisify(execFile);
const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  bin: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
});
const Token = z.object({ access_token: z.string() });
const Servers = z.object({ array: z.array(z.object({ webServerUri: z.url() })).min(1) });

/** Packs the project with these programs. Resolves to the tarball. */
async function pack(programs: string, folder: string): Promise<string> {
  const stage = join(folder, 'stage');
  for (const part of ['package.json', 'README.md', 'examples'])
    await cp(join(projectFolder, part), join(stage, part), { recursive: true });
  await rename(programs, join(stage, 'dist'));
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
    cwd: stage,
  });
  return join(folder, stdout.trim());
}

/**
 * Installs the tarball in an empty folder without a registry: what it depends on comes from this repository, and only
 * what it says that it depends on. Resolves to the folder of the package.
 */
async function install(tarball: string, folder: string): Promise<string> {
  const modules = join(folder, 'node_modules');
  const installed = join(modules, '@playhead', 'milestone-simulator');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed]);
  const { dependencies } = Manifest.parse(
    JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')),
  );
  for (const name of Object.keys(dependencies)) {
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(ourOwn(name), link);
  }
  return installed;
}

function ourOwn(name: string): string {
  const places = [projectFolder, join(projectFolder, '..', '..')].map((at) => join(at, 'node_modules', name));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`${name} is not installed.`);
  return found;
}

describe('the package, installed where nothing else is', { timeout: 60_000 }, () => {
  let folder: string;
  let installed: string;
  let program: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulator-package-'));
    installed = await install(await pack(await buildPrograms(), folder), folder);
    const { bin } = Manifest.parse(JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')));
    program = join(installed, bin['milestone-simulator'] ?? '');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('tells its options and its version', async () => {
    const help = await run(process.execPath, [program, '--help'], { cwd: folder });
    expect(help.stdout).toMatch(/--scenario FILE[\s\S]*--port PORT[\s\S]*--footage FILE/);
    const version = await run(process.execPath, [program, '--version'], { cwd: folder });
    const manifest = Manifest.parse(JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')));
    expect(version.stdout.trim()).toBe(manifest.version);
    expect(await readFile(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('simulates the site of its own example on free ports, its recorders over TLS', async () => {
    const scenario = join(installed, 'examples', 'odd-cameras.yaml');
    const args = ['--port', '0', '--recorder-port', '0', '--tls', 'recorders', '--scenario', scenario];
    const simulator = new Program(program, {}, args);
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
});
