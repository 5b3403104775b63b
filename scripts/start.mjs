// `npm start`: everything that must be there before our own programs can run, then the launcher.
import './lib/check-node.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/root.mjs';
import { runScript } from './lib/step.mjs';

await runScript(async () => {
  await ensureDependencies();
  await build();
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(join(root, 'packages', 'launcher', 'dist', 'main.js')).href);
});
