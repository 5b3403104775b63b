import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './root.mjs';
import { npm } from './run.mjs';
import { StepError, step } from './step.mjs';

/**
 * Installs the dependencies unless what is installed is what `package-lock.json` asks for.
 *
 * @returns {Promise<void>}
 */
export async function ensureDependencies() {
  await step('dependencies', async () => {
    if (await installed()) return;
    const { code, output } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    if (code !== 0) {
      throw new StepError(
        `${output.trim()}\nThe dependencies could not be installed: npm ci ended with ${code}.`,
      );
    }
  });
}

async function installed() {
  const wanted = await packagesOf(join(root, 'package-lock.json'));
  const present = await packagesOf(join(root, 'node_modules', '.package-lock.json'));
  return wanted !== undefined && present !== undefined && isInstalled(wanted, present);
}

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, peer?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage | undefined>} LockedPackages
 */

/**
 * Whether what npm says it has installed (`node_modules/.package-lock.json`, written last) holds everything of
 * the lock file, in its version. Optional packages are for other platforms when they are absent.
 *
 * @param {LockedPackages} wanted
 * @param {LockedPackages} present
 */
export function isInstalled(wanted, present) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (!entry || !path.includes('node_modules/')) return true;
    const found = present[path];
    if (!found) return entry.optional === true || entry.peer === true;
    return found.version === entry.version && found.link === entry.link;
  });
}

/**
 * @param {string} file
 * @returns {Promise<LockedPackages | undefined>}
 */
async function packagesOf(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
