import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const compiler = { decorator: { legacy: true, emitDecoratorMetadata: true } };
/** A package that others install names its built files; here its sources are meant. */
const ssr = { resolve: { conditions: ['@playhead/source', ...defaultServerConditions] } };

export default defineConfig({
  test: {
    projects: [
      {
        oxc: compiler,
        ssr,
        test: {
          name: 'unit',
          include: ['{packages,services,scripts}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**', '**/dist/**'],
          // Ends what hangs; a busy machine must not.
          testTimeout: 30_000,
          // Modules are loaded once for all files, which takes most of the time otherwise: no test replaces one.
          isolate: false,
        },
      },
      {
        oxc: compiler,
        ssr,
        test: {
          name: 'integration',
          include: ['{packages,services}/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['./packages/database/src/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          pool: 'forks',
          maxWorkers: 2,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      './dashboard/vite.config.ts',
    ],
  },
});
