import { importCameras, longFootage } from '../src/api.ts';
import { violations } from '../src/axe.ts';
import { expect, preparedFootage, signIn, test } from '../src/test.ts';
import { wordsIn } from '../src/words.ts';

test.use({ simulator: preparedFootage });

const arabic = wordsIn('ar');

test('a bookmark that somebody sets in Arabic shows at once to another, who goes there by key', async ({
  stack,
  browser,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [5]);
  const { start } = await longFootage(stack.url, camera?.id ?? '', 240_000);
  const moment = new Date(start + 120_000).toISOString();
  const view = `${new Date(start).toISOString()}/${new Date(start + 200_000).toISOString()}`;
  await signIn(page, 'investigator');
  await page.goto(`/cameras/${camera?.id}/recordings?view=${view}`);
  await expect(page.getByRole('slider', { name: 'Timeline' })).toBeVisible();
  await expect(page.getByTestId('timeline-mark')).toHaveCount(0);

  const context = await browser.newContext({ baseURL: stack.url, locale: 'ar-AE' });
  const colleague = await context.newPage();
  await signIn(colleague, 'operator');
  await colleague.goto(`/cameras/${camera?.id}/recordings?t=${moment}&view=${view}`);
  await expect(colleague.getByRole('slider', { name: arabic('timeline.label') })).toBeVisible();
  await expect(colleague.getByRole('button', { name: arabic('player.pause') })).toBeVisible();
  await colleague.keyboard.press('b');
  const popover = colleague.getByRole('dialog', { name: arabic('bookmarks.new') });
  await expect(popover.getByLabel(arabic('bookmarks.title'))).toBeFocused();
  await colleague.keyboard.type('White van');
  // What it lies over is behind it.
  expect(await violations(colleague, '[role=dialog]')).toEqual([]);
  await colleague.keyboard.press('Enter');
  await expect(popover).toHaveCount(0);
  await expect(colleague.getByRole('button', { name: arabic('player.pause') })).toBeVisible();

  const mark = page.getByRole('button', { name: /^White van, .*, operator$/ });
  await expect(mark).toBeVisible();
  await page.keyboard.press('n');
  await expect
    .poll(() => Date.parse(new URL(page.url()).searchParams.get('t') ?? ''))
    .toBeGreaterThan(start + 115_000);

  await page.getByRole('button', { name: 'Show the bookmarks' }).click();
  const list = page.getByRole('region', { name: 'Bookmarks' });
  await expect(list.getByText('White van')).toBeVisible();
  await expect(list.getByRole('button', { name: /^Delete/ })).toHaveCount(0);
  await mark.focus();
  expect(await violations(page)).toEqual([]);

  await colleague.getByRole('button', { name: arabic('bookmarks.show') }).click();
  await colleague.getByRole('button', { name: arabic('bookmarks.delete', { title: 'White van' }) }).click();
  await colleague
    .getByRole('alertdialog')
    .getByRole('button', { name: arabic('bookmarks.delete.confirm') })
    .click();
  await expect(mark).toHaveCount(0);
  await expect(list.getByText('No bookmarks here')).toBeVisible();
  await context.close();
});
