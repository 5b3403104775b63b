import { join } from 'node:path';
import { importCameras, sharedFootage } from '../src/api.ts';
import { test as base, expect, signIn } from '../src/test.ts';

/** Where the pictures of the README and the guides go, taken of the running product; over another dialect they are not kept. */
const test = base.extend<{ images: string }>({
  images: async ({ milestoneApi }, use, { outputDir }) => {
    await use(milestoneApi === 'rest' ? join(import.meta.dirname, '../../docs/images') : outputDir);
  },
});

test.use({ viewport: { width: 1440, height: 900 } });

test('the pictures of the documentation are taken', async ({ stack, images, session: { page } }) => {
  const [camera] = await importCameras(stack.url, [1, 2, 3, 4, 5, 6, 7, 8]);
  await signIn(page, 'operator');
  await page.getByRole('link', { name: 'Discover cameras' }).first().click();
  await expect(page.getByRole('row', { name: /Camera 08/ })).toBeVisible();
  await page.screenshot({ path: join(images, 'discover-cameras.png') });

  await page
    .getByRole('complementary')
    .getByRole('link', { name: camera?.name ?? '' })
    .click();
  await page.getByRole('button', { name: 'Start recording' }).click();
  await expect(page.getByRole('button', { name: 'Stop recording' })).toBeVisible();
  await expect(page.locator('main img')).toBeVisible();
  await page.screenshot({ path: join(images, 'recording.png') });
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop recording' }).click();

  await page
    .getByRole('button', { name: 'View recordings' })
    .or(page.getByRole('link', { name: 'View recordings' }))
    .click();
  await expect(page.getByTestId('timeline-sequence').first()).toBeVisible();
  const axis = await page.getByTestId('timeline-axis').boundingBox();
  if (axis === null) throw new Error('There is no timeline.');
  await page.mouse.click(axis.x + axis.width * 0.62, axis.y + axis.height / 2);
  await expect(page.getByTestId('player-state')).toHaveAttribute('data-phase', 'playing');
  await expect(page.getByTestId('toast')).toHaveCount(0);
  // Away from the timeline, or its thumbnail hides the time over the picture.
  await page.mouse.move(axis.x + axis.width / 2, 0);
  await expect(page.getByTestId('timeline-tooltip')).toHaveCount(0);
  await page.screenshot({ path: join(images, 'recordings.png') });
});

for (const language of ['en', 'ar'] as const) {
  test(`the pictures of the overview, of several cameras and of administration are taken: ${language}`, async ({
    stack,
    images,
    session: { page },
  }) => {
    const cameras = await importCameras(stack.url, [1, 2, 3, 5]);
    const ids = cameras.map(({ id }) => id);
    const { start } = await sharedFootage(stack.url, ids, 120_000);
    const moment = new Date(start + 30_000).toISOString();
    await signIn(page, 'admin');
    await page.evaluate((code) => localStorage.setItem('playhead.language', code), language);
    const pages = [
      { name: 'overview', path: '/cameras?status=all', shown: page.getByRole('row').nth(4) },
      {
        name: 'playback',
        path: `/playback?cameras=${ids.join()}&t=${moment}`,
        shown: page.getByTestId('tile-time').nth(3),
      },
      { name: 'people', path: '/users', shown: page.getByRole('row').nth(4) },
      { name: 'audit-trail', path: '/audit', shown: page.getByRole('row').nth(4) },
    ];
    for (const { name, path, shown } of pages) {
      await page.goto(path);
      await expect(shown).toBeVisible();
      await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await page.screenshot({ path: join(images, `${name}-${language}.png`) });
    }
  });
}
