import { FfmpegMissingError } from '@playhead/ffmpeg';
import { ConfigError, readConfig } from './config.ts';
import { TlsError } from './net/tls.ts';
import { PreparationError } from './prepared/prepared-video.ts';
import { RecordingFileError } from './recordings/recording-file.ts';
import { readScenario, ScenarioError } from './scenario/read-scenario.ts';
import { startSimulator } from './simulator.ts';
import { FootageError } from './video/load-footage.ts';

/**
 * Runs the simulator as a process that ends on SIGTERM or SIGINT; one that can't start says why, and ends with 1. `inWords`
 * makes of that what is said.
 */
export async function run(
  environment: Record<string, string | undefined>,
  inWords = (message: string) => message,
): Promise<void> {
  const fail = (error: unknown) => {
    process.stderr.write(`${inWords(explain(error))}\n`);
    process.exit(1);
  };
  try {
    const { scenarioFile, ...settings } = readConfig(environment);
    const scenario = scenarioFile === undefined ? undefined : await readScenario(scenarioFile);
    const simulator = await startSimulator({
      ...settings,
      scenario,
      log: (line) => process.stderr.write(`${line}\n`),
    });
    const end = () => {
      simulator.close().then(() => process.exit(0), fail);
    };
    process.once('SIGTERM', end).once('SIGINT', end);
    process.stdout.write(`ready ${simulator.url}\n`);
  } catch (error) {
    fail(error);
  }
}

const known = [
  ConfigError,
  FfmpegMissingError,
  FootageError,
  PreparationError,
  RecordingFileError,
  ScenarioError,
  TlsError,
];

/** What to change, wherever the cause is known. */
function explain(error: unknown): string {
  if (error instanceof Error && known.some((type) => error instanceof type)) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `A port is taken (${messageOf(error)}). Set SIMULATOR_PORT or SIMULATOR_RECORDER_PORT to a free one.`;
  if (code === 'EACCES') return 'The port needs more rights. Set SIMULATOR_PORT to one above 1023.';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return 'SIMULATOR_HOST is no address of this machine.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
