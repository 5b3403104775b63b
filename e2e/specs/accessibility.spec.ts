import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { importCameras } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';

/** Rules of WCAG 2.2, level AA, that the page breaks, and where. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}

test('no page breaks a rule of accessibility, in either language and theme', async ({
  stack,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [1, 2, 3]);
  const pages = [
    { path: '/cameras', shown: page.getByRole('table') },
    { path: '/discover', shown: page.getByRole('row').nth(3) },
    { path: `/cameras/${camera?.id}`, shown: page.locator('main img') },
    { path: `/cameras/${camera?.id}/recordings`, shown: page.getByTestId('timeline-sequence').first() },
    { path: `/playback?cameras=${camera?.id}`, shown: page.getByTestId('timeline-lane') },
    { path: '/playback', shown: page.getByRole('button', { name: /Choose cameras|اختيار الكاميرات/ }) },
    { path: '/recordings', shown: page.getByRole('table') },
    { path: '/users', shown: page.getByRole('row').nth(4) },
    { path: '/audit', shown: page.getByRole('row').nth(1) },
    { path: '/discover/syncs', shown: page.getByRole('table') },
    { path: '/nowhere', shown: page.locator('main a') },
  ];
  const found: Record<string, string[]> = {};
  const check = async (name: string) => {
    const broken = await violations(page);
    if (broken.length > 0) found[name] = broken;
  };
  await page.goto('/');
  await check('sign-in');
  await signIn(page, 'admin');

  for (const [language, theme] of [
    ['en', 'dark'],
    ['ar', 'light'],
  ] as const) {
    await page.evaluate(
      ([code, look]) => {
        localStorage.setItem('playhead.language', code);
        localStorage.setItem('playhead.theme', look);
      },
      [language, theme] as const,
    );
    for (const { path, shown } of pages) {
      await page.goto(path);
      await expect(shown).toBeVisible();
      await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
      await check(`${language} ${theme} ${path}`);
    }
  }

  expect(found).toEqual({});
});
