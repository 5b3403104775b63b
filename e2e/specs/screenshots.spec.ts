import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { importCameras, sharedFootage, startExport, stopRecording } from '../src/api.ts';
import { test as base, expect, signIn } from '../src/test.ts';
import { wordsIn } from '../src/words.ts';

/** What is imported for the pictures of an import, and its Arabic names. */
const newcomers = {
  en: { 23: 'منطقة الانتظار', 24: 'مدخل سوق الذهب' },
  ar: { 25: 'منحدر الخروج', 26: 'محطة الوقود' },
};

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

/** How the page looks when it is next opened. */
const look = (page: Page, chosen: Readonly<Record<string, string>>) =>
  page.evaluate((all) => {
    for (const [name, value] of Object.entries(all)) localStorage.setItem(`playhead.${name}`, value);
  }, chosen);

for (const language of ['en', 'ar'] as const) {
  test(`the pictures of the documentation are taken: ${language}`, async ({
    stack,
    takePicture,
    session: { page },
  }) => {
    const cameras = await importCameras(stack.url, [1, 2, 3, 4, 5, 6, 7, 8]);
    const words = wordsIn(language);
    const [recorded] = cameras;
    if (recorded === undefined) throw new Error('No camera was imported.');
    const ids = [0, 1, 2, 4].map((index) => cameras[index]?.id ?? recorded.id);
    const { start } = await sharedFootage(stack.url, ids, 120_000);
    const moment = new Date(start + 30_000).toISOString();
    await page.goto('/');
    await look(page, { language });
    await page.reload();
    await expect(page.locator('form')).toBeVisible();
    await takePicture('sign-in', language);
    await look(page, { language: 'en' });
    await signIn(page, 'operator');
    await page.getByRole('complementary').getByRole('link', { name: recorded.name }).click();
    await page.getByRole('button', { name: 'Start recording' }).click();
    await expect(page.getByRole('button', { name: 'Stop recording' })).toBeVisible();
    await startExport(stack.url, recorded.id, { start, end: start + 20_000, reason: 'Lost child at gate 4' });
    await look(page, { language });
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
      { name: 'exports', path: '/exports', shown: page.getByText(words('exports.state.done')).first() },
    ];
    for (const { name, path, shown } of pages) {
      await page.goto(path);
      await expect(shown).toBeVisible();
      await takePicture(name, language);
    }

    await page.goto('/discover');
    for (const number of Object.keys(newcomers[language]))
      await page
        .getByRole('row', { name: `Camera ${number}` })
        .getByRole('checkbox')
        .click();
    const importThem = page.getByRole('button', { name: words('discovery.import', { count: 2 }) });
    await importThem.click();
    for (const [number, nameAr] of Object.entries(newcomers[language]))
      await page
        .getByRole('textbox', { name: new RegExp(`^${words('review.column.nameAr')}.*Camera ${number}`) })
        .fill(nameAr);
    await takePicture('review-import', language);
    await importThem.click();
    await expect(page.getByText(words('import.done', { count: 2 }))).toBeVisible();
    await takePicture('import-results', language);
    await page.goto('/discover/syncs');
    await page.getByRole('button', { name: words('sync.start') }).click();
    await expect(page.getByRole('row').nth(1)).toContainText(words('sync.outcome.completed'));
    await page.getByRole('row').nth(1).getByRole('button').click();
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
    await expect(page.getByRole('dialog')).not.toHaveAttribute('data-starting-style');
    await takePicture('syncs', language);
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

test('the pictures of other looks are taken: light, dense, and on a tablet', async ({
  stack,
  takePicture,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [1]);
  const { start } = await sharedFootage(stack.url, [camera?.id ?? ''], 120_000);
  await signIn(page, 'operator');
  for (const language of ['en', 'ar'] as const) {
    await look(page, { language, theme: 'light', density: 'comfortable' });
    await page.goto('/cameras?status=all');
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await takePicture('overview-light', language);
    await look(page, { theme: 'dark', density: 'dense' });
    await page.goto('/discover');
    await expect(page.getByRole('row').nth(8)).toBeVisible();
    await takePicture('discover-dense', language);
  }
  await look(page, { density: 'comfortable', language: 'ar' });
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto(`/cameras/${camera?.id}/recordings?t=${new Date(start + 30_000).toISOString()}`);
  await expect(page.getByTestId('timeline-sequence').first()).toBeVisible();
  await expect(page.getByTestId('player-state')).toHaveAttribute('data-phase', 'playing');
  await takePicture('recordings-tablet', 'ar');
});
