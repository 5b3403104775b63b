import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const require = createRequire(import.meta.url);

/** Where the page is found: on the product's own origin, so that no rule of the browser's has to be loosened. */
const PATH = '/players.html';
const SCRIPT = '/players-hls.js';

const html = `<!doctype html><title>Players</title><link rel="icon" href="data:,">
<style>video { width: 80px; height: 45px; }</style><script src="${SCRIPT}"></script>`;

/** Opens an empty page with hls.js in it as `Hls`, which the product does not serve but its players use. */
export async function openPlayersPage(page: Page): Promise<void> {
  const script = await readFile(require.resolve('hls.js/dist/hls.min.js'), 'utf8');
  await page.route(`**${PATH}`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.route(`**${SCRIPT}`, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await page.goto(PATH);
}
