import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { buildPrograms, projectFolder } from './build-program.ts';

const run = promisify(execFile);

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
});

/** Packs the project as `npm pack` there would, without touching its `dist`. Resolves to the tarball. */
export async function pack(folder: string): Promise<string> {
  const stage = join(folder, 'stage');
  for (const part of ['package.json', 'README.md', 'examples'])
    await cp(join(projectFolder, part), join(stage, part), { recursive: true });
  await rename(await buildPrograms(), join(stage, 'dist'));
  const types = ['run', 'build:types', '--', '--outDir', join(stage, 'dist', 'types')];
  await run('npm', types, { cwd: projectFolder });
  const packing = ['pack', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', packing, { cwd: stage });
  return join(folder, stdout.trim());
}

/**
 * Installs the tarball with npm in a folder that is empty, without a registry: what it says that it depends on comes
 * from this repository, and FFmpeg from the machine.
 */
export async function install(tarball: string, folder: string) {
  const { dependencies } = Manifest.parse(
    JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')),
  );
  const packages = [...Object.keys(dependencies).map(ourOwn), tarball];
  const options = [
    '--offline',
    '--ignore-scripts',
    '--omit=optional',
    '--no-package-lock',
    '--prefix',
    folder,
  ];
  await run('npm', ['install', ...options, ...packages], { cwd: folder });
  const at = join(folder, 'node_modules', '@playhead', 'milestone-simulator');
  const { version } = Manifest.parse(JSON.parse(await readFile(join(at, 'package.json'), 'utf8')));
  return { at, version, program: join(folder, 'node_modules', '.bin', 'milestone-simulator') };
}

/** The folder of a package that is installed here. */
export function ourOwn(name: string): string {
  const places = [projectFolder, join(projectFolder, '..', '..')].map((at) => join(at, 'node_modules', name));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`${name} is not installed.`);
  return found;
}
