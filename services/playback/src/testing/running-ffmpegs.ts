import { readdir, readFile, readlink } from 'node:fs/promises';

/** The process ids of the FFmpegs that work in `directory` or below it. */
export async function runningFfmpegs(directory: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      try {
        const [command, folder] = await Promise.all([
          readFile(`/proc/${id}/cmdline`, 'utf8'),
          readlink(`/proc/${id}/cwd`),
        ]);
        return folder.startsWith(directory) && command.includes('ffmpeg');
      } catch {
        return false;
      }
    }),
  );
  return ids.filter((_, index) => found[index]);
}
