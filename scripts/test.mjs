// `npm test`: sets up what the tests need, runs all of them, and closes with one line that sums them up.
import './lib/check-node.mjs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { parts, playwright } from './lib/playwright.mjs';
import { playwrightTotals, runnerTotals, vitestTotals } from './lib/results.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { runScript, StepError } from './lib/step.mjs';

/** @typedef {import('./lib/results.mjs').Totals} Totals */

/** @param {string} reportFile */
async function runVitest(reportFile) {
  const { code } = await run(
    join(root, 'node_modules', '.bin', 'vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    { show: true },
  );
  return runnerTotals(await read(reportFile, vitestTotals), code);
}

/**
 * @param {string} reportFile
 * @param {readonly string[]} part
 */
async function runPlaywright(reportFile, part) {
  try {
    const code = await playwright(['--reporter=list,json', ...part], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
    });
    return runnerTotals(await read(reportFile, playwrightTotals), code);
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(error.message);
    return runnerTotals(undefined, 1);
  }
}

/**
 * @template Report
 * @param {string} file
 * @param {(report: Report) => Totals} totals
 */
async function read(file, totals) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : totals(JSON.parse(text));
}

await runScript(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playhead-test-'));
  try {
    await ensureDependencies();
    await build();
    const small = await runVitest(join(folder, 'vitest.json'));
    const browser = { passed: 0, failed: 0 };
    for (const [index, part] of parts.entries()) {
      const { passed, failed } = await runPlaywright(join(folder, `playwright-${index}.json`), part);
      browser.passed += passed;
      browser.failed += failed;
    }
    console.log(`\nunit and integration tests: ${small.passed} passed, ${small.failed} failed`);
    console.log(`browser tests: ${browser.passed} passed, ${browser.failed} failed`);
    const failed = small.failed + browser.failed;
    console.log(`${small.passed + browser.passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
