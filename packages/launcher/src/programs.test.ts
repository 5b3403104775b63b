import { fileURLToPath } from 'node:url';
import { loadConfigFromFile } from 'vite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from './config.ts';
import { type Program, portsOf, programsFor } from './programs.ts';

const keys = {
  authPrivate: '/k/private.pem',
  authPublic: '/k/public.pem',
  playbackSigning: '/k/signing.key',
};

function given(environment: Record<string, string> = {}, development = false): Map<string, Program> {
  const config = readConfig(environment, '/srv/playhead');
  const databaseUrl = 'postgresql://playhead:db-secret@127.0.0.1:5555/playhead';
  const programs = programsFor(config, { databaseUrl, ffmpegPath: '/usr/bin/ffmpeg', keys, development });
  return new Map(programs.map((program) => [program.name, program]));
}

/** The programs whose environment holds the text in any value. */
const holding = (programs: Map<string, Program>, text: string) =>
  [...programs.values()]
    .filter(({ env }) => Object.values(env).some((value) => value.includes(text)))
    .map(({ name }) => name);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the programs', () => {
  it('are the simulator, the four services and the gateway', () => {
    expect([...given().keys()]).toEqual(['simulator', 'console', 'vms', 'recording', 'playback', 'gateway']);
  });

  it('are given only the secrets that they need', () => {
    const programs = given({ SIMULATOR_PASSWORD: 'vms-secret', PLAYHEAD_DEMO_PASSWORD: 'demo-secret' });
    expect(holding(programs, 'db-secret')).toEqual(['console', 'vms', 'recording', 'playback']);
    expect(holding(programs, 'vms-secret')).toEqual(['simulator', 'vms', 'recording', 'playback']);
    expect(holding(programs, 'demo-secret')).toEqual(['console']);
    expect(holding(programs, keys.authPrivate)).toEqual(['console']);
    expect(holding(programs, keys.playbackSigning)).toEqual(['playback']);
  });

  it('are not given secrets of the terminal they were started from', () => {
    const programs = given({
      AWS_SECRET_ACCESS_KEY: 'leaked-1',
      NPM_TOKEN: 'leaked-2',
      PGPASSWORD: 'leaked-3',
      LOG_LEVEL: 'debug',
    });
    expect(holding(programs, 'leaked')).toEqual([]);
    expect(programs.get('vms')?.env).toMatchObject({ LOG_LEVEL: 'debug' });
  });

  it('leave the simulator out when another VMS is named', () => {
    const programs = given({
      MILESTONE_BASE_URL: 'https://vms.example',
      MILESTONE_USERNAME: 'gate',
      MILESTONE_PASSWORD: 'their-secret',
    });
    expect(programs.has('simulator')).toBe(false);
    expect(programs.get('recording')?.env).toMatchObject({
      MILESTONE_BASE_URL: 'https://vms.example',
      MILESTONE_USERNAME: 'gate',
    });
    expect(holding(programs, 'their-secret')).toEqual(['vms', 'recording', 'playback']);
  });

  it('are reached by the gateway at their ports', () => {
    expect(given({ VMS_PORT: '9081' }).get('gateway')?.env).toMatchObject({
      GATEWAY_UPSTREAMS:
        'console=127.0.0.1:8080,vms=127.0.0.1:9081,recording=127.0.0.1:8083,playback=127.0.0.1:8084',
      DASHBOARD_DIRECTORY: 'dashboard/dist',
    });
  });

  it('include the dashboard as it is edited, in development', () => {
    const programs = given({ DASHBOARD_PORT: '9173' }, true);
    expect(programs.get('dashboard')?.command).toContain('--port=9173');
    expect(programs.get('gateway')?.env.GATEWAY_UPSTREAMS).toMatch(/,dashboard=127\.0\.0\.1:9173$/);
    expect(programs.get('gateway')?.env).not.toHaveProperty('DASHBOARD_DIRECTORY');
  });

  it('reload the edited dashboard at its port, and reach the API at the gateway’s', async () => {
    const ports = { DASHBOARD_PORT: '9173', GATEWAY_PORT: '9000' };
    for (const [name, value] of Object.entries(given(ports, true).get('dashboard')?.env ?? {})) {
      vi.stubEnv(name, value);
    }
    const file = fileURLToPath(new URL('../../../dashboard/vite.config.ts', import.meta.url));
    const loaded = await loadConfigFromFile({ command: 'serve', mode: 'development' }, file);

    expect(loaded?.config.server).toMatchObject({
      port: 9173,
      hmr: { clientPort: 9173 },
      proxy: { '/api': 'http://127.0.0.1:9000' },
    });
  });

  it('without a demo, console gets the first administrator and no demo password', () => {
    const programs = given({ PLAYHEAD_DEMO: 'false', PLAYHEAD_ADMIN_PASSWORD: 'first-administrator' });
    expect(holding(programs, 'first-administrator')).toEqual(['console']);
    expect(programs.get('console')?.env).toMatchObject({ PLAYHEAD_DEMO: 'false' });
    expect(programs.get('console')?.env).not.toHaveProperty('PLAYHEAD_DEMO_PASSWORD');
  });

  it('know the variable of each port', () => {
    const config = readConfig({}, '/srv/playhead');
    expect(portsOf(config, false).map(({ variable, port }) => [variable, port])).toEqual([
      ['GATEWAY_PORT', 8000],
      ['CONSOLE_PORT', 8080],
      ['VMS_PORT', 8081],
      ['RECORDING_PORT', 8083],
      ['PLAYBACK_PORT', 8084],
      ['SIMULATOR_PORT', 8090],
    ]);
  });
});
