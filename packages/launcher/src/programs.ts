import { join } from 'node:path';
import type { LauncherConfig, MilestoneAccount } from './config.ts';
import type { KeyFiles } from './keys.ts';
import type { WantedPort } from './ports.ts';

/** One of our programs, and how it is run. */
export interface Program {
  readonly name: string;
  /** Programs stop in this order, those of one stage together: what serves others goes last. */
  readonly stage: 'gateway' | 'services' | 'simulator';
  /** The workspace's folder, from the repository's. */
  readonly workspace: string;
  /** What Node runs, with its arguments; from the repository's folder. */
  readonly command: readonly string[];
  readonly env: Record<string, string>;
  /** Answers 2xx when the program is ready. */
  readonly readyUrl: string;
}

/** What the programs are told besides the configuration. */
export interface Surroundings {
  databaseUrl: string;
  ffmpegPath: string;
  keys: KeyFiles;
  /** The dashboard comes from its development server, which updates the page as one edits. */
  development: boolean;
}

const host = '127.0.0.1';

/** Held back from the programs' environment: each is given only the secrets that it needs. */
const secret = /(PASSWORD|SECRET|TOKEN|KEY|KEY_FILE|DATABASE_URL)$|^PG/;

/** Each port that a program of ours will listen on. */
export function portsOf(config: LauncherConfig, development: boolean): WantedPort[] {
  const { gateway, ports, simulator, dashboardPort } = config;
  const services = Object.entries(ports).map(([name, port]) => ({
    variable: `${name.toUpperCase()}_PORT`,
    port,
    host,
  }));
  return [
    { variable: 'GATEWAY_PORT', ...gateway },
    ...services,
    ...(config.milestone ? [] : [{ variable: 'SIMULATOR_PORT', port: simulator.port, host }]),
    ...(development ? [{ variable: 'DASHBOARD_PORT', port: dashboardPort, host }] : []),
  ];
}

/** Every program of one installation. */
export function programsFor(config: LauncherConfig, surroundings: Surroundings): Program[] {
  const { databaseUrl, ffmpegPath, keys, development } = surroundings;
  const account = config.milestone ?? simulatorAccount(config);
  const common = {
    ...withoutSecrets(config.environment),
    HOST: host,
    LOG_FORMAT: 'json',
    PLAYHEAD_DEMO: String(config.demo),
  };
  const service = (name: keyof LauncherConfig['ports'], env: Record<string, string>): Program => ({
    ...program(name, 'services', `services/${name}`),
    env: {
      ...common,
      PORT: String(config.ports[name]),
      DATABASE_URL: databaseUrl,
      AUTH_PUBLIC_KEY_FILE: keys.authPublic,
      ...env,
    },
    readyUrl: `http://${host}:${config.ports[name]}/health/ready`,
  });
  const milestone = {
    MILESTONE_BASE_URL: account.baseUrl,
    MILESTONE_USERNAME: account.username,
    MILESTONE_PASSWORD: account.password,
  };
  return [
    ...(config.milestone ? [] : [simulator(config, common, ffmpegPath)]),
    service('console', { AUTH_PRIVATE_KEY_FILE: keys.authPrivate, ...firstAccounts(config) }),
    service('vms', milestone),
    service('recording', milestone),
    service('playback', {
      ...milestone,
      FFMPEG_PATH: ffmpegPath,
      PLAYBACK_DIRECTORY: join(config.dataDirectory, 'playback'),
      PLAYBACK_SIGNING_KEY_FILE: keys.playbackSigning,
    }),
    ...(development ? [dashboardServer(config, common)] : []),
    gateway(config, common, surroundings),
  ];
}

function simulator(config: LauncherConfig, common: Record<string, string>, ffmpegPath: string): Program {
  const { port, recorderPort, username, password } = config.simulator;
  return {
    ...program('simulator', 'simulator', 'packages/milestone-simulator'),
    env: {
      ...common,
      SIMULATOR_HOST: host,
      SIMULATOR_PORT: String(port),
      ...(recorderPort !== undefined && { SIMULATOR_RECORDER_PORT: String(recorderPort) }),
      SIMULATOR_DIRECTORY: join(config.dataDirectory, 'simulator'),
      SIMULATOR_USERNAME: username,
      SIMULATOR_PASSWORD: password,
      FFMPEG_PATH: ffmpegPath,
    },
    readyUrl: `http://${host}:${port}/_sim/state`,
  };
}

function gateway(
  config: LauncherConfig,
  common: Record<string, string>,
  { keys, development }: Surroundings,
): Program {
  const { dashboardPort, ports } = config;
  const upstreams = Object.entries(development ? { ...ports, dashboard: dashboardPort } : ports);
  const reached =
    config.gateway.host === '0.0.0.0' || config.gateway.host === '::' ? host : config.gateway.host;
  return {
    ...program('gateway', 'gateway', 'packages/gateway'),
    env: {
      ...common,
      GATEWAY_HOST: config.gateway.host,
      GATEWAY_PORT: String(config.gateway.port),
      GATEWAY_UPSTREAMS: upstreams.map(([name, port]) => `${name}=${host}:${port}`).join(','),
      KONG_CONFIG: 'config/kong/kong.yml',
      AUTH_PUBLIC_KEY_FILE: keys.authPublic,
      ...(!development && { DASHBOARD_DIRECTORY: 'dashboard/dist' }),
    },
    readyUrl: `http://${reached.includes(':') ? `[${reached}]` : reached}:${config.gateway.port}/gateway/health/ready`,
  };
}

function dashboardServer(
  { dashboardPort, gateway }: LauncherConfig,
  common: Record<string, string>,
): Program {
  return {
    name: 'dashboard',
    stage: 'services',
    workspace: 'dashboard',
    command: [
      'node_modules/vite/bin/vite.js',
      'dashboard',
      `--host=${host}`,
      `--port=${dashboardPort}`,
      '--strictPort',
    ],
    env: { ...common, DASHBOARD_PORT: String(dashboardPort), GATEWAY_PORT: String(gateway.port) },
    readyUrl: `http://${host}:${dashboardPort}/`,
  };
}

function program(name: string, stage: Program['stage'], workspace: string) {
  return { name, stage, workspace, command: ['--enable-source-maps', `${workspace}/dist/main.js`] };
}

function simulatorAccount({ simulator: { port, username, password } }: LauncherConfig): MilestoneAccount {
  return { baseUrl: `http://${host}:${port}`, username, password };
}

/** console makes the demo's accounts, or else the first administrator. */
function firstAccounts({ demo, demoPassword, environment }: LauncherConfig): Record<string, string> {
  if (demo) return { PLAYHEAD_DEMO_PASSWORD: demoPassword };
  const { PLAYHEAD_ADMIN_PASSWORD } = environment;
  return PLAYHEAD_ADMIN_PASSWORD === undefined ? {} : { PLAYHEAD_ADMIN_PASSWORD };
}

function withoutSecrets(environment: LauncherConfig['environment']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || secret.test(name) ? [] : [[name, value]],
    ),
  );
}
