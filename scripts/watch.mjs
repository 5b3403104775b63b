// Builds the given workspaces whenever their sources change, and says so in one line each: `built <workspace>`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { watch } from 'rolldown';
import shared from '../rolldown.config.mjs';
import { root } from './lib/root.mjs';

for (const workspace of process.argv.slice(2)) {
  const cwd = join(root, workspace);
  const watcher = watch({
    ...shared,
    cwd,
    input: ['src/main.ts', 'src/cli.ts'].filter((file) => existsSync(join(cwd, file))),
    output: { ...shared.output, dir: join(cwd, 'dist') },
  });
  // The first build is the one that the programs were started from.
  let begun = false;
  watcher.on('event', (event) => {
    if (event.code === 'ERROR') console.error(event.error.message);
    if (event.code === 'BUNDLE_END' && begun) console.log(`built ${workspace}`);
    if (event.code === 'END') begun = true;
  });
}
