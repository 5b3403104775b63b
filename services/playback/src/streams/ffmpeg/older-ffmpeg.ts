import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAX_HELP_BYTES = 2 ** 24;

/** Whether an FFmpeg is older than 5.1, by its path; asked once. */
const older = new Map<string, Promise<boolean>>();

/**
 * Arguments as this FFmpeg takes them. They are written for 5.1 and later: what `-fps_mode` is there was `-vsync` before, which
 * 8 has no more.
 */
export async function understoodBy(ffmpegPath: string, words: readonly string[]): Promise<string[]> {
  if (!(await isOlder(ffmpegPath))) return [...words];
  return words.map((word) => (word === '-fps_mode' ? '-vsync' : word));
}

function isOlder(ffmpegPath: string): Promise<boolean> {
  const known = older.get(ffmpegPath) ?? lacksFpsMode(ffmpegPath);
  older.set(ffmpegPath, known);
  // Who asks hears of it, and the next one asks anew.
  known.catch(() => older.delete(ffmpegPath));
  return known;
}

async function lacksFpsMode(ffmpegPath: string): Promise<boolean> {
  const { stdout } = await run(ffmpegPath, ['-hide_banner', '-h', 'long'], { maxBuffer: MAX_HELP_BYTES });
  return !stdout.includes('-fps_mode');
}
