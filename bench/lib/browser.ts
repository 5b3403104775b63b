import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './root.ts';

/** A Chromium to measure in: the one that is named, the system's, or Playwright's own. */
export function chromiumPath(): string {
  const known = [process.env.PLAYWRIGHT_CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  return known.find((path) => path !== undefined && existsSync(path)) ?? chromium.executablePath();
}

/** Builds the dashboard as it is served, and tells where it is. */
export async function buildDashboard(): Promise<string> {
  const cwd = join(root, 'dashboard');
  const build = spawn('npm', ['run', '--silent', 'build'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(build, 'close');
  if (code !== 0) throw new Error(`The dashboard could not be built (${code}).`);
  return join(cwd, 'dist');
}
