import type { Page } from '@playwright/test';
import { importCameras } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';

/** What on the page scrolls sideways, and the page itself if it does. */
const sideways = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('html, main, main *')]
      .filter((element) => {
        const { overflowX } = getComputedStyle(element);
        return /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => element.className),
  );

test('on a tablet the cameras are in a drawer, and no page scrolls sideways', async ({
  stack,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [1, 2, 3]);
  await page.setViewportSize({ width: 768, height: 1024 });
  await signIn(page, 'operator');
  await page.getByRole('button', { name: 'Show the cameras' }).click();
  await page
    .getByRole('dialog')
    .getByRole('link', { name: camera?.name ?? '' })
    .click();
  await expect(page.getByRole('heading', { name: camera?.name ?? '' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('button', { name: 'Start recording' }).click();
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop recording' }).click();
  await expect(page.getByRole('button', { name: 'Start recording' })).toBeVisible();

  const found: Record<string, string[]> = {};
  for (const width of [768, 1024]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ['/cameras', '/recordings', '/discover', `/cameras/${camera?.id}/recordings`]) {
      await page.goto(path);
      await expect(page.locator('main h1')).toBeVisible();
      await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
      const scrolled = await sideways(page);
      if (scrolled.length > 0) found[`${width} ${path}`] = scrolled;
    }
  }
  expect(found).toEqual({});
});
