import { importCameras, sharedFootage } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';
import { readTiles, spreadOf } from '../src/tiles.ts';

// Four players share two cores: what is drawn once, at the start, leaves them to the players.
test.use({ simulator: { SIMULATOR_PREPARED: 'true', SIMULATOR_PREPARED_KILOBITS: '500' } });

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
