import { stat } from 'node:fs/promises';
import { importCameras, longFootage } from '../src/api.ts';
import { violations } from '../src/axe.ts';
import { expect, signIn, test } from '../src/test.ts';
import { readShownPicture } from '../src/time-strip.ts';
import { nameIn } from '../src/words.ts';

const LENGTH_MS = 12_000;

test('an investigator marks a range, exports it with E, is told when it is done, and has the file', {
  tag: '@each-dialect',
}, async ({ stack, session: { page }, words, language }) => {
  const [camera] = await importCameras(stack.url, [1]);
  const name = nameIn(language, camera);
  const footage = await longFootage(stack.url, camera?.id ?? '', 600_000);
  // In the middle between two key pictures, which are a second apart.
  const from = Math.ceil(footage.start / 1000) * 1000 + 60_400;
  const select = [from, from + LENGTH_MS].map((at) => new Date(at).toISOString()).join('/');
  await signIn(page, 'investigator');
  await page.goto(`/cameras/${camera?.id}/recordings?t=${new Date(from).toISOString()}&select=${select}`);
  await expect(
    page.getByTestId('selection').getByRole('button', { name: words('recordings.selection.export') }),
  ).toBeVisible();

  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: words('exports.dialog.title', { name }) });
  await expect(dialog.getByText(words('duration.seconds', { seconds: LENGTH_MS / 1000 }))).toBeVisible();
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await dialog.getByLabel(words('exports.dialog.reason')).fill('Lost child at gate 4');
  await dialog.getByRole('button', { name: words('exports.dialog.start') }).click();
  await expect(page.getByText(words('exports.toast.done'))).toBeVisible({ timeout: 60_000 });

  await page.getByRole('link', { name: words('nav.exports') }).click();
  const row = page.getByRole('row', { name: /Lost child at gate 4/ });
  await expect(row.getByText(words('exports.state.done'))).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByRole('button', { name: words('exports.download', { name }) }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/Z \d{4}-.*Z\.mp4$/);
  const { size } = await stat(await download.path());
  expect(size).toBeGreaterThan(10_000);

  // Another player, the browser's own, plays just that.
  const { duration, shownAt } = await page.evaluate(
    (url) =>
      new Promise<{ duration: number; shownAt: number }>((resolve, reject) => {
        const video = document.createElement('video');
        video.id = 'file';
        video.muted = true;
        video.addEventListener('error', () => reject(new Error(video.error?.message)));
        video.requestVideoFrameCallback((_, { mediaTime }) => {
          video.pause();
          resolve({ duration: video.duration, shownAt: mediaTime });
        });
        video.src = url;
        document.querySelector('main')?.prepend(video);
        video.play().catch(reject);
      }),
    download.url(),
  );
  expect(duration).toBeCloseTo(LENGTH_MS / 1000, 0);
  const shown = await readShownPicture(page, '#file');
  expect(shown.camera).toBe(1);
  expect(shown.time.getTime() - from).toBeGreaterThanOrEqual(shownAt * 1000 - 100);
  expect(shown.time.getTime() - from).toBeLessThanOrEqual(shownAt * 1000 + 300);
});
