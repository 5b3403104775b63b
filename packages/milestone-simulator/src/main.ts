import { FfmpegMissingError } from '@playhead/ffmpeg';
import { ConfigError, readConfig } from './config.ts';
import { PreparationError } from './prepared/prepared-video.ts';
import { RecordingFileError } from './recordings/recording-file.ts';
import { startSimulator } from './simulator.ts';
import { FootageError } from './video/load-footage.ts';

try {
  const simulator = await startSimulator({ ...readConfig(), log: (line) => console.error(line) });
  const end = () => {
    simulator.close().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', end).once('SIGINT', end);
  console.log(`ready ${simulator.url}`);
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  console.error(explain(error));
  process.exit(1);
}

/** One line that names what to change, wherever the cause is known. */
function explain(error: unknown): unknown {
  const known = [ConfigError, FfmpegMissingError, FootageError, PreparationError, RecordingFileError];
  if (error instanceof Error && known.some((type) => error instanceof type)) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'The port is taken. Set SIMULATOR_PORT to a free one.';
  if (code === 'EACCES') return 'The port needs more rights. Set SIMULATOR_PORT to one above 1023.';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return 'SIMULATOR_HOST is no address of this machine.';
  return error;
}
