// `node scripts/bench.mjs <name>`: bundles bench/<name>.ts, since Node runs no TypeScript everywhere, and runs it.
import './lib/check-node.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/root.mjs';
import { runScript, StepError } from './lib/step.mjs';

await runScript(async () => {
  const name = process.argv[2] ?? '';
  const source = join(root, 'bench', `${name}.ts`);
  if (!/^[\w-]+$/.test(name) || !existsSync(source)) {
    throw new StepError('Name a benchmark: one of the .ts files in bench/, without its ending.');
  }
  await ensureDependencies();
  const { build } = await import('rolldown');
  const { default: shared } = await import('../rolldown.config.mjs');
  const dir = join(root, 'bench', 'dist');
  await build({
    ...shared,
    input: source,
    output: { ...shared.output, dir, cleanDir: false },
    logLevel: 'warn',
  });
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(join(dir, `${name}.js`)).href);
});
