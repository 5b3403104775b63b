import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from './program.ts';
import { root } from './root.ts';

/** A Chromium to measure in: the one that is named, the system's, or Playwright's own. */
export function chromiumPath(): string {
  const known = [process.env.PLAYWRIGHT_CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  return known.find((path) => path !== undefined && existsSync(path)) ?? chromium.executablePath();
}

/** Builds the dashboard as it is served, and tells where it is. */
export async function buildDashboard(): Promise<string> {
  await build('dashboard');
  return join(root, 'dashboard', 'dist');
}
