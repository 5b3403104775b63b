import type { Page } from '@playwright/test';
import { importCameras } from '../src/api.ts';
import { violations } from '../src/axe.ts';
import { expect, signIn, test } from '../src/test.ts';

/** A stretch that is marked on a timeline. */
const marked = '2026-03-01T12:00:00Z/2026-03-01T12:05:00Z';

/** Each page, and what is there once it is. */
const pagesOf = (page: Page, [cameraId = '', other = '']: readonly string[]) => [
  { path: '/cameras', shown: page.getByRole('table') },
  { path: '/discover', shown: page.getByRole('row').nth(3) },
  { path: `/cameras/${cameraId}`, shown: page.locator('main img') },
  { path: `/cameras/${cameraId}/recordings`, shown: page.getByTestId('timeline-sequence').first() },
  { path: `/cameras/${cameraId}/recordings?select=${marked}`, shown: page.getByTestId('selection') },
  { path: `/playback?cameras=${cameraId}`, shown: page.getByTestId('timeline-lane') },
  { path: `/playback?cameras=${cameraId},${other}&select=${marked}`, shown: page.getByTestId('selection') },
  { path: '/playback', shown: page.locator('main button') },
  { path: '/recordings', shown: page.getByRole('table') },
  { path: '/users', shown: page.getByRole('row').nth(4) },
  { path: '/audit', shown: page.getByRole('row').nth(1) },
  { path: '/discover/syncs', shown: page.getByRole('table') },
  { path: '/nowhere', shown: page.locator('main a') },
];

const looks = [
  { language: 'en', theme: 'dark', density: 'comfortable', widths: [1440, 768] },
  { language: 'ar', theme: 'light', density: 'dense', widths: [1024] },
] as const;

for (const { widths, ...look } of looks) {
  test(`no page breaks a rule of accessibility: ${Object.values(look).join()}, ${widths.join()} px wide`, async ({
    stack,
    session: { page },
  }) => {
    test.setTimeout(240_000);
    const cameras = await importCameras(stack.url, [1, 2, 3]);
    const found: Record<string, string[]> = {};
    const check = async (name: string) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const broken = await violations(page);
        if (broken.length > 0) found[`${name} ${width}`] = broken;
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) found[`${name} ${width} scrolls sideways`] = [`${overflow} px`];
      }
    };
    await page.goto('/');
    await check('sign-in');
    await signIn(page, 'admin');
    await page.evaluate((chosen) => {
      for (const [name, value] of Object.entries(chosen)) localStorage.setItem(`playhead.${name}`, value);
    }, look);
    const ids = cameras.map(({ id }) => id);
    for (const { path, shown } of pagesOf(page, ids)) {
      await page.goto(path);
      await expect(shown).toBeVisible();
      await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
      await check(path);
    }

    expect(found).toEqual({});
  });
}

test('no dialog and no menu breaks a rule of accessibility', async ({ stack, session: { page } }) => {
  test.setTimeout(240_000);
  const [camera] = await importCameras(stack.url, [1, 2, 3]);
  await signIn(page, 'admin');
  const opened = [
    { path: '/cameras', opener: 'Display' },
    { path: `/cameras/${camera?.id}`, opener: 'Edit' },
    { path: `/cameras/${camera?.id}`, opener: 'Delete' },
    { path: `/cameras/${camera?.id}/recordings`, opener: 'Keyboard' },
    { path: '/playback', opener: 'Choose cameras' },
    { path: '/users', opener: 'New account' },
    { path: '/users', opener: 'Edit viewer' },
    { path: '/users', opener: 'Cameras of viewer' },
    { path: '/users', opener: 'New password for viewer' },
    { path: '/users', opener: 'Delete viewer' },
  ];
  const found: Record<string, string[]> = {};
  for (const { path, opener } of opened) {
    if (new URL(page.url()).pathname !== path) await page.goto(path);
    await page.getByRole('button', { name: opener, exact: true }).click();
    const popup = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    await expect(popup).toBeVisible();
    await expect(popup).not.toHaveAttribute('data-starting-style');
    const broken = await violations(page);
    if (broken.length > 0) found[opener] = broken;
    await page.keyboard.press('Escape');
    await expect(popup).toHaveCount(0);
  }

  expect(found).toEqual({});
});
