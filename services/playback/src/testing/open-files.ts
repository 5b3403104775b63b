import { readdir, readlink } from 'node:fs/promises';

/** The files below `directory` that this process has open. */
export async function openFiles(directory: string): Promise<string[]> {
  const numbers = await readdir('/proc/self/fd');
  const files = await Promise.all(
    numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')),
  );
  return files.filter((file) => file.startsWith(`${directory}/`));
}
