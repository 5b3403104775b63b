import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const compiler = { decorator: { legacy: true, emitDecoratorMetadata: true } };
/** A package that others install names its built files; here its sources are meant. */
const ssr = { resolve: { conditions: ['@playhead/source', ...defaultServerConditions] } };

/**
 * Integration tests that take long for their size: files come in the order of that, the largest first. The first of all
 * collects garbage again and again, which is fast only while its worker has loaded little else.
 */
const first = [
  'contract/memory.integration.test.ts',
  'crash/crash.integration.test.ts',
  'streams/speeds.integration.test.ts',
  'streams/sources-at-speeds.integration.test.ts',
];
const rank = ({ moduleId }: TestSpecification) => {
  const place = first.findIndex((name) => moduleId.endsWith(name));
  return place === -1 ? first.length : place;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    // One less than there are processors unless it is set: of two, half the machine.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
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
          // As above; these share the machine with FFmpegs and databases.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
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
