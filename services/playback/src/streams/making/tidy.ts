import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlaybackStream } from '../stream.ts';

/** Removes what was made of a stream and is not listed and will not be; nothing may be made of it meanwhile. */
export async function tidy({ identity, segments, unlisted }: PlaybackStream): Promise<void> {
  const listed = new Set(segments.map(({ path }) => path));
  const paths = (await readdir(identity.directory)).map((name) => join(identity.directory, name));
  await Promise.all(paths.filter((path) => !listed.has(path)).map((path) => rm(path, { force: true })));
  unlisted.reset();
}
