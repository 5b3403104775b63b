import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * One bundle for every program of the workspace (run from its folder): our own packages are compiled in from
 * source, so that no stale build can mislead; everything from the registry stays outside.
 */
const entry = ['src/main.ts', 'src/cli.ts'].filter((file) => existsSync(resolve(file)));

/** How the ids of our own code begin, and those of the helpers that the compiler brings itself. */
const bundled = ['.', '/', '\0', '@playhead/', '@oxc-project/runtime/'];

/** @satisfies {import('rolldown').RolldownOptions} */
export default {
  input: entry,
  platform: /** @type {const} */ ('node'),
  external: (/** @type {string} */ id) => !bundled.some((start) => id.startsWith(start)),
  // A package that others install names its built files; here its sources are meant.
  resolve: { conditionNames: ['@playhead/source'] },
  tsconfig: resolve(import.meta.dirname, 'tsconfig.json'),
  output: { dir: 'dist', format: /** @type {const} */ ('esm'), sourcemap: true, cleanDir: true },
};
