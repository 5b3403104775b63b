import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** No program that answers like FFmpeg could be started. */
export class FfmpegMissingError extends Error {
  override name = 'FfmpegMissingError';
}

/**
 * The path of an FFmpeg that starts: the one asked for (`FFMPEG_PATH`) and no other, else the one on `PATH`,
 * else the one that `@ffmpeg-installer/ffmpeg` brings for this platform.
 *
 * @throws FfmpegMissingError when none of them starts; the message names the variable to set.
 */
export async function findFfmpeg(asked?: string): Promise<string> {
  if (asked !== undefined) {
    if (await starts(asked)) return asked;
    throw new FfmpegMissingError(
      `FFMPEG_PATH names ${asked}, which does not start as FFmpeg. Correct it or unset it.`,
    );
  }
  for (const candidate of ['ffmpeg', bundled()]) {
    if (candidate !== undefined && (await starts(candidate))) return candidate;
  }
  throw new FfmpegMissingError(
    'No FFmpeg was found on PATH or in the installed packages. Install FFmpeg or set FFMPEG_PATH to its path.',
  );
}

/** The installer package throws on platforms it has no binary for. */
function bundled(): string | undefined {
  try {
    return z.object({ path: z.string() }).parse(require('@ffmpeg-installer/ffmpeg')).path;
  } catch {
    return undefined;
  }
}

async function starts(path: string): Promise<boolean> {
  try {
    const { stdout } = await run(path, ['-version'], { timeout: 10_000 });
    return stdout.startsWith('ffmpeg version');
  } catch {
    return false;
  }
}
