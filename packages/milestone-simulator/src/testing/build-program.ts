import { execFile } from 'node:child_process';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const projectFolder = join(import.meta.dirname, '..', '..');

/** Builds the programs into a folder of their own, below the project's so that they find what they import. */
export async function buildPrograms(): Promise<string> {
  const modules = join(projectFolder, 'node_modules');
  await mkdir(modules, { recursive: true });
  const folder = await mkdtemp(join(modules, '.simulator-'));
  await promisify(execFile)('npm', ['run', 'build', '--', '--dir', folder], { cwd: projectFolder });
  return folder;
}
