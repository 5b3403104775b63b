import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LauncherError } from './launcher-error.ts';

/**
 * Makes the data directory and proves that it can be written to.
 *
 * @throws LauncherError that names the variable to change.
 */
export async function ensureDataDirectory(directory: string): Promise<void> {
  const probe = join(directory, `.writable-${process.pid}`);
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : String(cause);
    throw new LauncherError(
      `The data directory ${directory} cannot be written to (${code}). Set PLAYHEAD_DATA_DIRECTORY to a folder that can be.`,
      { cause },
    );
  }
}
