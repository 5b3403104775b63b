import { importCameras, sharedFootage } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';
import { readTiles, spreadOf } from '../src/tiles.ts';

test('four cameras show the same moment, while playing and when paused', async ({
  stack,
  session: { page },
}) => {
  const cameras = await importCameras(stack.url, [1, 2, 3, 4]);
  const ids = cameras.map(({ id }) => id);
  const { start } = await sharedFootage(stack.url, ids, 120_000);
  await signIn(page, 'investigator');
  await page.goto(`/playback?cameras=${ids.join()}&t=${new Date(start + 30_000).toISOString()}`);
  await expect(page.getByTestId('tile-time')).toHaveCount(4);
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  // Begun together, they are nudged to the clock within seconds.
  await expect.poll(() => spreadOf(page, ids)).toBeLessThanOrEqual(200);

  const [before = 0] = await readTiles(page, ids);
  const spreads: number[] = [];
  for (let sample = 0; sample < 12; sample += 1) {
    await page.waitForTimeout(300);
    spreads.push(await spreadOf(page, ids));
  }
  const [after = 0] = await readTiles(page, ids);
  expect(Math.max(...spreads), `spreads: ${spreads.join()} ms`).toBeLessThanOrEqual(250);
  expect(after).toBeGreaterThan(before + 2_000);

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => spreadOf(page, ids)).toBeLessThanOrEqual(100);
  await page.getByRole('button', { name: 'One picture forward' }).click();
  await expect.poll(() => spreadOf(page, ids)).toBeLessThanOrEqual(100);
  const address = new URL(page.url());
  expect(address.searchParams.get('cameras')).toBe(ids.join());
});

test('a camera of several is chosen by the keyboard, saved and heard, and a stretch marked, in English and Arabic', async ({
  stack,
  session: { page },
}) => {
  const cameras = await importCameras(stack.url, [1, 2, 3]);
  const ids = cameras.map(({ id }) => id);
  const { start } = await sharedFootage(stack.url, ids, 120_000);
  await signIn(page, 'investigator');
  await page.goto(`/playback?cameras=${ids.join()}&t=${new Date(start + 30_000).toISOString()}`);
  await expect(page.getByTestId('tile-time')).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  const tiles = page.locator('section[data-camera]');
  await expect(tiles.nth(1).locator('button[aria-pressed]')).toHaveAttribute('aria-pressed', 'true');

  const saving = page.waitForEvent('download');
  await page.keyboard.press('s');
  expect((await saving).suggestedFilename()).toMatch(/^Camera-02.*_\d{4}-\d\d-\d\dT.*Z\.jpg$/);

  await page.keyboard.press('m');
  const heard = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLVideoElement>('video[data-front]')].map(({ muted }) => !muted),
    );
  await expect.poll(heard).toEqual([false, true, false]);

  await page.keyboard.press('k');
  await page.keyboard.press('[');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press(']');
  const selection = page.getByTestId('timeline-selection');
  await expect(selection).toBeAttached();
  const marked = async () =>
    Number(await selection.getAttribute('data-to')) - Number(await selection.getAttribute('data-from'));
  expect(Math.abs((await marked()) - 60_000)).toBeLessThan(1_000);
  await expect.poll(() => new URL(page.url()).searchParams.get('select')).not.toBeNull();

  const before = await marked();
  await page.evaluate(() => localStorage.setItem('playhead.language', 'ar'));
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(tiles).toHaveCount(3);
  await expect.poll(marked).toBe(before);
  await page.keyboard.press('ArrowDown');
  await expect(tiles.nth(1).locator('button[aria-pressed]')).toHaveAttribute('aria-pressed', 'true');
});

test('a year of several cameras is asked for in days', async ({ stack, session: { page } }) => {
  const cameras = await importCameras(stack.url, [1, 2, 3]);
  await signIn(page, 'investigator');
  await page.goto(`/playback?cameras=${cameras.map(({ id }) => id).join()}`);
  await expect(page.getByTestId('timeline-sequence').first()).toBeAttached();
  const answering = page.waitForResponse((response) =>
    response.url().endsWith('/api/v1/recordings/timeline'),
  );
  await page.getByRole('button', { name: '1 year' }).click();
  const answer = await answering;
  expect(answer.request().postDataJSON()).toMatchObject({ resolution: 'day' });
  await expect(
    page.getByTestId('timeline-lane').first().getByTestId('timeline-density').first(),
  ).toBeAttached();
});
