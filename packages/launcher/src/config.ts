import { resolve } from 'node:path';
import { z } from 'zod';
import { LauncherError } from './launcher-error.ts';

type Environment = Record<string, string | undefined>;

/** Known to everybody; banner and guide print it. */
export const defaultDemoPassword = 'playhead-demo';

const loopback = ['127.0.0.1', '::1', 'localhost'];

function port(fallback: number, least = 1) {
  const error = `a port, ${least} to 65535`;
  return z.coerce
    .number({ error })
    .int({ error })
    .min(least, { error })
    .max(65_535, { error })
    .default(fallback);
}

const variables = z.object({
  PLAYHEAD_DATA_DIRECTORY: z.string().default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'a postgresql:// address' }).optional(),
  PLAYHEAD_POSTGRES_PORT: port(0, 0),
  FFMPEG_PATH: z.string().optional(),
  MILESTONE_BASE_URL: z.url({ protocol: /^https?$/, error: 'an http:// or https:// address' }).optional(),
  MILESTONE_API: z.enum(['rest', 'xprotect'], { error: 'rest or xprotect' }).default('rest'),
  MILESTONE_USERNAME: z.string().optional(),
  MILESTONE_PASSWORD: z.string().optional(),
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: port(8000),
  CONSOLE_PORT: port(8080),
  VMS_PORT: port(8081),
  RECORDING_PORT: port(8083),
  PLAYBACK_PORT: port(8084),
  DASHBOARD_PORT: port(5173),
  SIMULATOR_PORT: port(8090),
  SIMULATOR_RECORDER_PORT: port(0, 0),
  SIMULATOR_USERNAME: z.string().default('playhead'),
  SIMULATOR_PASSWORD: z.string().default('playhead-simulator'),
  PLAYHEAD_DEMO: z
    .enum(['true', 'false'], { error: 'true or false' })
    .default('true')
    .transform((text) => text === 'true'),
  PLAYHEAD_DEMO_PASSWORD: z.string().min(8, 'at least 8 characters').default(defaultDemoPassword),
  PLAYHEAD_LOG: z.enum(['warnings', 'all'], { error: 'warnings or all' }).default('warnings'),
});

/** An account of a VMS and where that VMS is. */
export interface MilestoneAccount {
  baseUrl: string;
  username: string;
  password: string;
}

export interface LauncherConfig {
  /** Absolute. */
  dataDirectory: string;
  /** Undefined: the embedded PostgreSQL, on `postgresPort` (0 is any free one). */
  databaseUrl: string | undefined;
  postgresPort: number;
  ffmpegPath: string | undefined;
  /** Undefined: the simulator. */
  milestone: MilestoneAccount | undefined;
  /** `recorderPort` is undefined where no recorders are needed: only the `xprotect` dialect speaks to them; 0 is any free one. */
  simulator: { port: number; recorderPort: number | undefined; username: string; password: string };
  gateway: { host: string; port: number };
  ports: { console: number; vms: number; recording: number; playback: number };
  /** Of the dashboard's development server. */
  dashboardPort: number;
  demo: boolean;
  demoPassword: string;
  showAllLogs: boolean;
  /** What is passed on to the programs, so that their own variables can be set too. */
  environment: Environment;
}

/**
 * Reads the environment; an empty variable counts as unset.
 *
 * @param root the repository's folder, to which a relative data directory belongs
 * @throws LauncherError that names every variable that is wrong and what it accepts; never its value.
 */
export function readConfig(environment: Environment, root: string): LauncherConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')} must be ${message}`);
    throw new LauncherError(`The configuration is not valid: ${wrong.join('; ')}.`);
  }
  const values = parsed.data;
  if (values.PLAYHEAD_DEMO && !loopback.includes(values.GATEWAY_HOST)) {
    throw new LauncherError(
      'GATEWAY_HOST may only be 127.0.0.1 while the demo accounts exist. Set PLAYHEAD_DEMO=false to listen elsewhere.',
    );
  }
  return {
    dataDirectory: resolve(root, values.PLAYHEAD_DATA_DIRECTORY),
    databaseUrl: values.DATABASE_URL,
    postgresPort: values.PLAYHEAD_POSTGRES_PORT,
    ffmpegPath: values.FFMPEG_PATH,
    milestone: milestoneAccount(values),
    simulator: {
      port: values.SIMULATOR_PORT,
      recorderPort: values.MILESTONE_API === 'xprotect' ? values.SIMULATOR_RECORDER_PORT : undefined,
      username: values.SIMULATOR_USERNAME,
      password: values.SIMULATOR_PASSWORD,
    },
    gateway: { host: values.GATEWAY_HOST, port: values.GATEWAY_PORT },
    ports: {
      console: values.CONSOLE_PORT,
      vms: values.VMS_PORT,
      recording: values.RECORDING_PORT,
      playback: values.PLAYBACK_PORT,
    },
    dashboardPort: values.DASHBOARD_PORT,
    demo: values.PLAYHEAD_DEMO,
    demoPassword: values.PLAYHEAD_DEMO_PASSWORD,
    showAllLogs: values.PLAYHEAD_LOG === 'all',
    environment: given,
  };
}

function milestoneAccount(values: z.output<typeof variables>): MilestoneAccount | undefined {
  const { MILESTONE_BASE_URL, MILESTONE_USERNAME, MILESTONE_PASSWORD } = values;
  if (MILESTONE_BASE_URL === undefined) return undefined;
  if (MILESTONE_USERNAME === undefined || MILESTONE_PASSWORD === undefined) {
    throw new LauncherError(
      'MILESTONE_BASE_URL is set: set MILESTONE_USERNAME and MILESTONE_PASSWORD too, or unset it to use the simulator.',
    );
  }
  return { baseUrl: MILESTONE_BASE_URL, username: MILESTONE_USERNAME, password: MILESTONE_PASSWORD };
}
