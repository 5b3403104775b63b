import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readScenario } from '@playhead/milestone-simulator';

/** A simulated site as it is described in YAML. */
export async function siteOf(description: string) {
  const directory = await mkdtemp(join(tmpdir(), 'playhead-site-'));
  try {
    const file = join(directory, 'site.yaml');
    await writeFile(file, description);
    return await readScenario(file);
  } finally {
    await rm(directory, { recursive: true });
  }
}
