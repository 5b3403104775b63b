import type { CDPSession, Page } from '@playwright/test';
import { importCameras, longFootage, stopRecording } from '../src/api.ts';
import { sideways } from '../src/sideways.ts';
import { expect, preparedFootage, signIn, test } from '../src/test.ts';
import { nameIn } from '../src/words.ts';

test.use({
  simulator: preparedFootage,
  language: 'ar',
  hasTouch: true,
  viewport: { width: 768, height: 1024 },
});

type Finger = { readonly x: number; readonly y: number };

/** Puts fingers down, moves them in some steps, and lifts them. */
async function drag(touch: CDPSession, from: readonly Finger[], to: readonly Finger[]) {
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Finger[]) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', [...from]);
  for (const share of [0.25, 0.5, 0.75, 1]) {
    const points = from.map(({ x, y }, index) => {
      const end = to[index] ?? { x, y };
      return { x: x + (end.x - x) * share, y: y + (end.y - y) * share };
    });
    await send('touchMove', points);
  }
  await send('touchEnd', []);
}

async function viewOf(page: Page) {
  const axis = page.getByTestId('timeline-axis');
  const ends = await Promise.all(['start', 'end'].map((end) => axis.getAttribute(`data-${end}`)));
  const [start = 0, end = 0] = ends.map((time) => Date.parse(time ?? ''));
  return { start, end, length: end - start };
}

test('on a tablet the cameras are in a drawer, and no page scrolls sideways, not even on a phone', async ({
  stack,
  session: { page },
  words,
  language,
}) => {
  const [camera, other] = await importCameras(stack.url, [1, 2, 3]);
  const name = nameIn(language, camera);
  await signIn(page, 'admin');
  await page.getByRole('button', { name: words('cameras.show') }).tap();
  await page.getByRole('dialog').getByRole('link', { name }).tap();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: words('recording.start') }).tap();
  await expect(page.getByTestId('recording-countdown')).toBeVisible();
  await stopRecording(stack.url, camera?.id ?? '');
  await expect(page.getByRole('button', { name: words('recording.start') })).toBeVisible();

  const found: Record<string, string[]> = {};
  const paths = [
    '/cameras',
    `/cameras/${camera?.id}`,
    `/cameras/${camera?.id}/recordings`,
    `/playback?cameras=${camera?.id},${other?.id}`,
    '/recordings',
    '/exports',
    '/discover',
    '/discover/syncs',
    '/users',
    '/audit',
  ];
  for (const path of paths) {
    await page.goto(path);
    await expect(page.locator('main h1')).toBeVisible();
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    for (const width of [390, 768, 1024, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const wider = await sideways(page);
      if (wider.length > 0) found[`${path} ${width}`] = wider;
    }
  }
  expect(found).toEqual({});
});

test('fingers zoom the timeline, move it, take the playhead along and choose a moment', async ({
  stack,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [1]);
  const { start } = await longFootage(stack.url, camera?.id ?? '', 600_000);
  const view = [start, start + 600_000].map((at) => new Date(at).toISOString()).join('/');
  await signIn(page, 'investigator');
  await page.goto(`/cameras/${camera?.id}/recordings?view=${view}`);
  await expect(page.getByTestId('timeline-sequence').first()).toBeVisible();
  const axis = page.getByTestId('timeline-axis');
  await axis.scrollIntoViewIfNeeded();
  const box = await axis.boundingBox();
  if (box === null) throw new Error('There is no timeline.');
  const at = (share: number): Finger => ({ x: box.x + box.width * share, y: box.y + 50 });
  const touch = await page.context().newCDPSession(page);

  const before = await viewOf(page);
  await drag(touch, [at(0.4), at(0.6)], [at(0.3), at(0.7)]);
  await expect.poll(async () => (await viewOf(page)).length / before.length).toBeCloseTo(0.5, 1);
  const zoomed = await viewOf(page);
  await drag(touch, [at(0.3)], [at(0.6)]);
  await expect.poll(async () => (await viewOf(page)).start).toBeLessThan(zoomed.start);

  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(0.4)] });
  await expect(page.getByTestId('timeline-tooltip')).toBeVisible();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(page.getByTestId('timeline-tooltip')).toHaveCount(0);

  const { start: from, length } = await viewOf(page);
  await page.touchscreen.tap(at(0.5).x, at(0.5).y);
  const playhead = async () =>
    Date.parse((await page.getByTestId('playhead-time').getAttribute('datetime')) ?? '');
  await expect.poll(async () => (await playhead()) - (from + length / 2)).toBeGreaterThan(-length / 50);
  await page.keyboard.press('k');
  const held = await playhead();
  const grip = (held - (await viewOf(page)).start) / (await viewOf(page)).length;
  await drag(touch, [at(grip)], [at(grip + 0.2)]);
  await expect.poll(async () => (await playhead()) - held).toBeGreaterThan(length / 10);
});
