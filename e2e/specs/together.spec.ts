import { importCameras, sharedFootage } from '../src/api.ts';
import { expect, preparedFootage, signIn, test } from '../src/test.ts';
import { readTiles, spreadOf } from '../src/tiles.ts';
import { nameIn } from '../src/words.ts';

test.use({ simulator: preparedFootage });

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
  await expect.poll(() => spreadOf(page, ids)).toBeLessThanOrEqual(100);

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

test.describe('in Arabic', () => {
  test.use({ language: 'ar' });

  test('a camera of several is chosen, saved and heard, a stretch is marked and moved, and a year is shown in days', async ({
    stack,
    session: { page },
    words,
  }) => {
    const cameras = await importCameras(stack.url, [1, 2, 3]);
    const ids = cameras.map(({ id }) => id);
    const { start } = await sharedFootage(stack.url, ids, 120_000);
    await signIn(page, 'investigator');
    await page.goto(`/playback?cameras=${ids.join()}&t=${new Date(start + 30_000).toISOString()}`);
    // Only a camera with a picture has one to save.
    await expect(page.getByTestId('tile-time')).toHaveCount(3);
    await page.keyboard.press('ArrowDown');
    const chosen = page.getByRole('button', {
      name: words('grid.choose.tile', { name: nameIn('ar', cameras[1]) }),
    });
    await expect(chosen).toHaveAttribute('aria-pressed', 'true');
    const saving = page.waitForEvent('download');
    await page.keyboard.press('s');
    expect((await saving).suggestedFilename()).toMatch(/_\d{4}-\d\d-\d\dT.*Z\.jpg$/);
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
    const marked = async () => {
      const [from, to] = await Promise.all(
        ['from', 'to'].map((end) => selection.getAttribute(`data-${end}`)),
      );
      return Number(to) - Number(from);
    };
    await expect.poll(async () => Math.abs((await marked()) - 60_000)).toBeLessThan(1_000);
    const before = await marked();
    await page.getByRole('slider', { name: words('timeline.selection.to') }).press('Shift+ArrowRight');
    await expect.poll(marked).toBe(before + 10_000);

    const answering = page.waitForResponse((one) => one.url().endsWith('/api/v1/recordings/timeline'));
    await page.getByRole('button', { name: words('recordings.range.year') }).click();
    expect((await answering).request().postDataJSON()).toMatchObject({ resolution: 'day' });
    await expect(page.getByTestId('timeline-density').first()).toBeAttached();
  });
});
