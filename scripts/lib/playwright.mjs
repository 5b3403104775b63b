import { join } from 'node:path';
import { findChromium } from './browser.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

/**
 * Runs the browser tests in the Chromium that there is, the output on the terminal.
 *
 * @param {readonly string[]} args what Playwright is told besides where the tests are
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} the exit code
 * @throws {import('./step.mjs').StepError} when there is no Chromium
 */
export async function playwright(args, env = {}) {
  const PLAYWRIGHT_CHROMIUM_PATH = await step('Chromium', findChromium);
  const { code } = await run(
    join(root, 'node_modules', '.bin', 'playwright'),
    ['test', '-c', 'e2e', ...args],
    { show: true, env: { ...env, PLAYWRIGHT_CHROMIUM_PATH } },
  );
  return code;
}

/** What Playwright is told for one part of the browser tests after the other: a story that nothing may disturb is told alone. */
export const parts = Object.freeze([['--grep-invert=@undisturbed'], ['--grep=@undisturbed']]);
