import { importCameras, longFootage } from '../src/api.ts';
import { agreeing, expectPhase, PLAYING_MS, pace, playFrom, setSpeed } from '../src/player.ts';
import { expect, signIn, test } from '../src/test.ts';

/** What is played at four times the speed, with room on both sides. */
const ROOM_MS = 5 * 60_000;

test.use({
  simulator: { SIMULATOR_PREPARED: 'true', SIMULATOR_VIDEO_SPEEDS: '1', MILESTONE_VIDEO_SPEEDS: '1' },
});

test('footage of a VMS that only plays forwards plays backwards, and fast, from the very picture', async ({
  stack,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [1]);
  const id = camera?.id ?? '';
  const footage = await longFootage(stack.url, id, ROOM_MS);
  await signIn(page, 'investigator');
  await playFrom(page, id, (footage.start + footage.end) / 2);
  const before = await agreeing(page, PLAYING_MS);

  await page.keyboard.press('j');
  await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('-1');
  await expectPhase(page, 'playing');
  await expect.poll(() => pace(page)).toBeLessThan(-500);
  const turned = await agreeing(page, PLAYING_MS);
  expect(turned.time.getTime()).toBeLessThan(before.time.getTime() + 1_000);

  await setSpeed(page, '-4');
  await expectPhase(page, 'playing');
  await expect.poll(() => pace(page)).toBeLessThan(-2_000);

  await page.keyboard.press('l');
  await expectPhase(page, 'playing');
  await expect.poll(() => pace(page)).toBeGreaterThan(500);
});
