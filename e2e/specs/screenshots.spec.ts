import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { importCameras, sharedFootage, stopRecording } from '../src/api.ts';
import { test as base, expect, signIn } from '../src/test.ts';

/** Where the pictures of the README and the guides go, taken of the running product; over another dialect they are not kept. */
const test = base.extend<{ takePicture: (name: string, language: string) => Promise<void> }>({
  takePicture: async ({ milestoneApi, session: { page } }, use, { outputDir }) => {
    const folder = milestoneApi === 'rest' ? join(import.meta.dirname, '../../docs/images') : outputDir;
    await use(async (name, language) => {
      await settled(page, language);
      await page.screenshot({ path: join(folder, `${name}-${language}.png`) });
    });
  },
});

test.use({ viewport: { width: 1440, height: 900 } });

/** Nothing is still being waited for. */
async function settled(page: Page, language: string) {
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.getByTestId('toast')).toHaveCount(0);
}

for (const language of ['en', 'ar'] as const) {
  test(`the pictures of the documentation are taken: ${language}`, async ({
    stack,
    takePicture,
    session: { page },
  }) => {
    const cameras = await importCameras(stack.url, [1, 2, 3, 4, 5, 6, 7, 8]);
    const [recorded] = cameras;
    if (recorded === undefined) throw new Error('No camera was imported.');
    const ids = [0, 1, 2, 4].map((index) => cameras[index]?.id ?? recorded.id);
    const { start } = await sharedFootage(stack.url, ids, 120_000);
    const moment = new Date(start + 30_000).toISOString();
    await signIn(page, 'operator');
    await page.getByRole('complementary').getByRole('link', { name: recorded.name }).click();
    await page.getByRole('button', { name: 'Start recording' }).click();
    await expect(page.getByRole('button', { name: 'Stop recording' })).toBeVisible();
    await page.evaluate((code) => localStorage.setItem('playhead.language', code), language);
    await page.goto(`/cameras/${recorded.id}`);
    await expect(page.getByTestId('recording-countdown')).toBeVisible();
    await expect(page.locator('main img')).toBeVisible();
    await takePicture('recording', language);

    await page.goto(`/cameras/${recorded.id}/recordings?t=${moment}`);
    await expect(page.getByTestId('timeline-sequence').first()).toBeVisible();
    await expect(page.getByTestId('player-state')).toHaveAttribute('data-phase', 'playing');
    await takePicture('recordings', language);

    const pages = [
      { name: 'discover-cameras', path: '/discover', shown: page.getByRole('row').nth(8) },
      { name: 'history', path: '/recordings', shown: page.getByRole('row').nth(1) },
      { name: 'overview', path: '/cameras?status=all', shown: page.getByRole('row').nth(4) },
      {
        name: 'playback',
        path: `/playback?cameras=${ids.join()}&t=${moment}`,
        shown: page.getByTestId('tile-time').nth(3),
      },
    ];
    for (const { name, path, shown } of pages) {
      await page.goto(path);
      await expect(shown).toBeVisible();
      await takePicture(name, language);
    }
    await stopRecording(stack.url, recorded.id);
  });

  test(`the pictures of administration are taken: ${language}`, async ({
    takePicture,
    session: { page },
  }) => {
    await signIn(page, 'admin');
    await page.evaluate((code) => localStorage.setItem('playhead.language', code), language);
    for (const [name, path] of [
      ['people', '/users'],
      ['audit-trail', '/audit'],
    ] as const) {
      await page.goto(path);
      await expect(page.getByRole('row').nth(4)).toBeVisible();
      await takePicture(name, language);
    }
  });
}
