import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { StepError } from './step.mjs';

const systemBrowsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const advice = 'Install Chromium, or set PLAYWRIGHT_CHROMIUM_PATH to the path of one.';

/**
 * A Chromium that starts: the one of PLAYWRIGHT_CHROMIUM_PATH and no other; else the system's; else the one that
 * Playwright downloads; else, as root on Debian and its kin, the distribution's package.
 *
 * @returns {Promise<string>} its path
 * @throws {StepError} when none can be had
 */
export async function findChromium() {
  const { PLAYWRIGHT_CHROMIUM_PATH: asked } = process.env;
  if (asked) {
    if (await starts(asked)) return asked;
    throw new StepError(
      `PLAYWRIGHT_CHROMIUM_PATH names ${asked}, which does not start as Chromium. ${advice}`,
    );
  }
  const ways = [systemChromium, downloadedChromium, downloadChromium, installChromium];
  for (const way of ways) {
    const path = await way();
    if (path !== undefined) return path;
  }
  throw new StepError(`No Chromium for the browser tests was found, and none could be downloaded. ${advice}`);
}

async function systemChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const path of systemBrowsers.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    if (existsSync(path) && (await starts(path))) return path;
  }
  return undefined;
}

async function downloadedChromium() {
  try {
    const path = createRequire(join(root, 'e2e', 'package.json'))(
      '@playwright/test',
    ).chromium.executablePath();
    return (await starts(path)) ? path : undefined;
  } catch {
    return undefined;
  }
}

async function downloadChromium() {
  await run(join(root, 'node_modules', '.bin', 'playwright'), ['install', 'chromium']);
  return await downloadedChromium();
}

async function installChromium() {
  if (process.getuid?.() !== 0) return undefined;
  await run('apt-get', ['update']);
  await run('apt-get', ['install', '-y', 'chromium'], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  return await systemChromium();
}

/** @param {string} path */
async function starts(path) {
  return (await run(path, ['--version'])).code === 0;
}
