import type { Page } from '@playwright/test';
import { importCameras } from '../src/api.ts';
import { agreeing, expectPhase, PLAYING_MS, pace, playFrom, setSpeed } from '../src/player.ts';
import { expect, preparedFootage, signIn, test } from '../src/test.ts';
import { readShownPicture } from '../src/time-strip.ts';

test.use({ simulator: preparedFootage });

/** The strip counts tenths of a second; the playhead is exact. */
const PAUSED_MS = 100;

const HOUR_MS = 3_600_000;

/** Footage of a camera that records day and night, some hours ago. */
async function givenFootage(page: Page, url: string) {
  const [camera] = await importCameras(url, [1]);
  if (!camera) throw new Error('There is no camera.');
  await signIn(page, 'investigator');
  await playFrom(page, camera.id, Date.now() - 2 * HOUR_MS);
  return camera;
}

test('faster and slower, the playhead stays on the picture', async ({ stack, session: { page } }) => {
  await givenFootage(page, stack.url);

  await setSpeed(page, '2');
  await expectPhase(page, 'playing');
  const fast = await pace(page);
  expect(fast).toBeGreaterThan(1_300);
  await setSpeed(page, '0.5');
  const slow = await pace(page);
  expect(slow).toBeGreaterThan(200);
  expect(slow).toBeLessThan(900);
});

test('pictures are stepped through one by one, each with its own time', async ({
  stack,
  session: { page },
}) => {
  await givenFootage(page, stack.url);
  await page.keyboard.press('k');
  await expectPhase(page, 'paused');
  const { playhead: start } = await agreeing(page, PAUSED_MS);

  const still = page.getByTestId('still-picture');
  const stillAt = async () => Date.parse((await still.getAttribute('data-at')) ?? '');
  await page.keyboard.press('.');
  await expect(still).toBeVisible();
  const first = await stillAt();
  expect(first).toBeGreaterThan(start.getTime());
  expect(first - start.getTime()).toBeLessThan(250);
  await page.keyboard.press('.');
  await expect.poll(stillAt).toBeGreaterThan(first);
  const second = await stillAt();
  await page.keyboard.press(',');
  await expect.poll(stillAt).toBe(first);

  const shown = await readShownPicture(page, 'img[data-testid="still-picture"]');
  expect(Math.abs(shown.time.getTime() - first)).toBeLessThanOrEqual(PAUSED_MS);
  expect(shown.playhead.getTime()).toBe(first);
  expect(second - first).toBeLessThan(250);

  await page.keyboard.press('k');
  await expectPhase(page, 'playing');
  await expect(still).toHaveCount(0);
  const on = await agreeing(page, PLAYING_MS);
  expect(on.time.getTime()).toBeGreaterThan(first - PAUSED_MS);
});

test('it plays backwards from the very picture, and forwards again', async ({ stack, session: { page } }) => {
  await givenFootage(page, stack.url);
  const before = await agreeing(page, PLAYING_MS);
  await page.keyboard.press('j');
  await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('-1');
  await expectPhase(page, 'playing');
  const back = await pace(page);
  expect(back).toBeLessThan(-500);
  expect(back).toBeGreaterThan(-1_500);
  const turned = await agreeing(page, PLAYING_MS);
  expect(turned.time.getTime()).toBeLessThan(before.time.getTime() + 1_000);

  await page.keyboard.press('l');
  await expectPhase(page, 'playing');
  await expect.poll(() => pace(page)).toBeGreaterThan(500);
});
