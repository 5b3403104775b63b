import { z } from 'zod';
import { windowsSchemes } from './auth/ntlm/windows-schemes.ts';
import { preparedSizes } from './prepared/prepared-video.ts';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME, type SimulatorOptions } from './simulator.ts';
import { isVideoSpeed, videoSpeeds } from './video/speeds.ts';
import { XProtectVersion } from './xprotect/version.ts';

/** The environment does not fit; the message names every variable that is wrong, never its value. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const whole = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};
const text = z.string();
const flag = z
  .enum(['true', 'false'], { error: 'true or false' })
  .default('false')
  .transform((word) => word === 'true');

/** A list such as `1,2,4`. */
const speedList = z
  .string()
  .transform((list) => list.split(',').map((speed) => Number(speed || Number.NaN)))
  .refine((list) => list.every(isVideoSpeed), { error: `a list of ${videoSpeeds.join(', ')}` })
  .transform((list) => list.filter(isVideoSpeed));

const schemes = z
  .string()
  .transform((list) => list.toLowerCase().split(','))
  .transform((names, context) => {
    const found = windowsSchemes.filter((scheme) => names.includes(scheme.toLowerCase()));
    if (found.length === names.length) return found;
    context.addIssue({ code: 'custom', message: 'negotiate, ntlm, or both as a list' });
    return z.NEVER;
  });

const Environment = z.object({
  SIMULATOR_PORT: whole(0, 65_535).default(8090),
  SIMULATOR_HOST: text.default('127.0.0.1'),
  SIMULATOR_USERNAME: text.default(DEFAULT_USERNAME),
  SIMULATOR_PASSWORD: text.default(DEFAULT_PASSWORD),
  SIMULATOR_SCENARIO: text.optional(),
  SIMULATOR_CAMERAS: whole(1, 100_000).optional(),
  SIMULATOR_RETENTION_DAYS: whole(1, 3650).optional(),
  SIMULATOR_FOOTAGE: text.optional(),
  SIMULATOR_DIRECTORY: text.optional(),
  SIMULATOR_TOKEN_LIFETIME: whole(1, 86_400).default(3600),
  SIMULATOR_WINDOWS_SCHEMES: schemes.optional(),
  SIMULATOR_VIDEO_CONTAINER: z.enum(['mp2t', 'mp4', 'h264'], { error: 'mp2t, mp4 or h264' }).default('mp2t'),
  SIMULATOR_VIDEO_SPEEDS: speedList.optional(),
  SIMULATOR_PREPARED: flag,
  SIMULATOR_PREPARED_SIZE: z.enum(preparedSizes, { error: preparedSizes.join(', ') }).default('640x360'),
  SIMULATOR_PREPARED_KILOBITS: whole(100, 20_000).default(1000),
  SIMULATOR_MAX_STREAMS: whole(1, 1000).default(64),
  SIMULATOR_RECORDER_PORT: whole(0, 65_534).optional(),
  SIMULATOR_RECORDING_TIMEOUT: whole(0, 10_000).optional(),
  SIMULATOR_XPROTECT_VERSION: XProtectVersion.default('2025R1'),
  SIMULATOR_ACCESS_TOKEN_LIFETIME: whole(1, 86_400).optional(),
  SIMULATOR_SESSION_LIFETIME: whole(1, 7 * 86_400).optional(),
  SIMULATOR_STRICT_XML: flag,
  SIMULATOR_PUBLIC_HOST: text.optional(),
  SIMULATOR_TLS: z.enum(['recorders', 'all'], { error: 'recorders or all' }).optional(),
  SIMULATOR_TLS_NAME: text.optional(),
  SIMULATOR_TLS_KEY_FILE: text.optional(),
  SIMULATOR_TLS_CERT_FILE: text.optional(),
  FFMPEG_PATH: text.optional(),
});

/** The environment, filled up with `defaults`; `given` is stronger, and unsets where it is `undefined`. */
export const environmentWith = (
  defaults: Record<string, string>,
  given: Record<string, string | undefined>,
): Record<string, string | undefined> => ({ ...defaults, ...process.env, ...given });

/** What the environment says; the scenario is the path of a file. */
export type SimulatorSettings = Omit<SimulatorOptions, 'scenario'> & { scenarioFile: string | undefined };

/**
 * Reads the simulator's settings; an empty variable counts as unset.
 *
 * @throws ConfigError
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): SimulatorSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')} accepts ${message}.`);
    throw new ConfigError(lines.join(' '));
  }
  const env = parsed.data;
  return {
    host: env.SIMULATOR_HOST,
    port: env.SIMULATOR_PORT,
    username: env.SIMULATOR_USERNAME,
    password: env.SIMULATOR_PASSWORD,
    scenarioFile: env.SIMULATOR_SCENARIO,
    cameras: env.SIMULATOR_CAMERAS,
    retentionDays: env.SIMULATOR_RETENTION_DAYS,
    footage: env.SIMULATOR_FOOTAGE,
    directory: env.SIMULATOR_DIRECTORY,
    tokenLifetimeSeconds: env.SIMULATOR_TOKEN_LIFETIME,
    windowsSchemes: env.SIMULATOR_WINDOWS_SCHEMES,
    container: env.SIMULATOR_VIDEO_CONTAINER,
    speeds: env.SIMULATOR_VIDEO_SPEEDS,
    prepared: env.SIMULATOR_PREPARED
      ? { size: env.SIMULATOR_PREPARED_SIZE, kilobits: env.SIMULATOR_PREPARED_KILOBITS }
      : undefined,
    maxEncoders: env.SIMULATOR_MAX_STREAMS,
    ffmpegPath: env.FFMPEG_PATH,
    xprotect:
      env.SIMULATOR_RECORDER_PORT === undefined
        ? undefined
        : {
            recorderPort: env.SIMULATOR_RECORDER_PORT,
            version: env.SIMULATOR_XPROTECT_VERSION,
            recordingTimeoutMinutes: env.SIMULATOR_RECORDING_TIMEOUT,
            accessTokenLifetimeSeconds: env.SIMULATOR_ACCESS_TOKEN_LIFETIME,
            vmsTokenLifetimeSeconds: env.SIMULATOR_SESSION_LIFETIME,
            strictXml: env.SIMULATOR_STRICT_XML,
          },
    publicHost: env.SIMULATOR_PUBLIC_HOST,
    tls: env.SIMULATOR_TLS && {
      at: env.SIMULATOR_TLS,
      name: env.SIMULATOR_TLS_NAME,
      keyFile: env.SIMULATOR_TLS_KEY_FILE,
      certFile: env.SIMULATOR_TLS_CERT_FILE,
    },
  };
}
