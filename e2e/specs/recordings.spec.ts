import type { Page } from '@playwright/test';
import { importCameras, longFootage } from '../src/api.ts';
import { expectPhase } from '../src/player.ts';
import { expect, preparedFootage, signIn, test } from '../src/test.ts';

test.use({ simulator: preparedFootage });

const viewStart = async (page: Page) =>
  Date.parse((await page.getByTestId('timeline-axis').getAttribute('data-start')) ?? '');

test('the timeline shows what the pointer is over, marks what is dragged, and moves by its overview', async ({
  stack,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [1]);
  const { start } = await longFootage(stack.url, camera?.id ?? '', 600_000);
  const view = [start, start + 600_000].map((at) => new Date(at).toISOString()).join('/');
  await signIn(page, 'investigator');
  await page.goto(`/cameras/${camera?.id}/recordings?view=${view}`);
  const axis = page.getByTestId('timeline-axis');
  await expect(page.getByTestId('timeline-sequence').first()).toBeVisible();
  const { x, y, width, height } = (await axis.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };

  await page.mouse.move(x + width / 2, y + height / 2);
  await expect(page.getByTestId('timeline-tooltip')).toContainText('recorded');
  const thumbnail = page.getByTestId('timeline-thumbnail');
  await expect
    .poll(() => thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);

  const length = async () =>
    Date.parse((await axis.getAttribute('data-end')) ?? '') - (await viewStart(page));
  await page.mouse.dblclick(x + width / 2, y + height / 2);
  await expect.poll(length).toBe(150_000);
  await page.keyboard.down('Alt');
  await page.mouse.dblclick(x + width / 2, y + height / 2);
  await page.keyboard.up('Alt');
  await expect.poll(length).toBe(600_000);

  await page.mouse.move(x + width * 0.25, y + 8);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.5, y + 8, { steps: 4 });
  await page.mouse.up();
  const selection = page.getByTestId('timeline-selection');
  const [from, to] = await Promise.all(
    ['data-from', 'data-to'].map(async (end) => Number(await selection.getAttribute(end))),
  );
  expect(Math.abs((to ?? 0) - (from ?? 0) - 150_000)).toBeLessThan(5_000);

  const overview = await page.getByTitle('The whole range. Press or drag').boundingBox();
  if (overview === null) throw new Error('There is no overview.');
  const before = await viewStart(page);
  await page.mouse.click(overview.x + overview.width * 0.1, overview.y + overview.height / 2);
  await expect.poll(() => viewStart(page)).toBeLessThan(before);
  const pressed = await viewStart(page);
  await page.mouse.move(overview.x + overview.width * 0.1, overview.y + overview.height / 2);
  await page.mouse.down();
  await page.mouse.move(overview.x + overview.width * 0.3, overview.y + overview.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => viewStart(page)).toBeGreaterThan(pressed);

  // What is marked is told below the timeline, which then stands higher.
  const box = await axis.boundingBox();
  if (box === null) throw new Error('There is no timeline.');
  const moved = await viewStart(page);
  await page.mouse.move(box.x + box.width * 0.8, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 8, box.y + 8, { steps: 4 });
  await expect.poll(() => viewStart(page)).toBeGreaterThan(moved + 60_000);
  await page.mouse.up();
  const [begun, ended] = [await selection.getAttribute('data-from'), await selection.getAttribute('data-to')];
  expect(Number(ended) - Number(begun)).toBeGreaterThan(150_000);
});

test('the picture on screen is saved, linked to, shown in a small window and on the whole screen', async ({
  stack,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [1]);
  const { start } = await longFootage(stack.url, camera?.id ?? '', 600_000);
  const moment = start + 60_000;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, 'investigator');
  await page.goto(`/cameras/${camera?.id}/recordings?t=${new Date(moment).toISOString()}`);
  await expectPhase(page, 'playing');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  await press('Small window');
  await expect.poll(() => page.evaluate(() => document.pictureInPictureElement?.nodeName)).toBe('VIDEO');
  await press('Small window');
  await expect.poll(() => page.evaluate(() => document.pictureInPictureElement)).toBeNull();
  await press('Full screen');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.nodeName)).toBeDefined();
  await press('Leave full screen');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();

  await press('Pause');
  await expectPhase(page, 'paused');
  const saving = page.waitForEvent('download');
  await press('Save this picture');
  expect((await saving).suggestedFilename()).toMatch(/^Camera-01.*_\d{4}-\d\d-\d\dT.*Z\.jpg$/);
  await press('Copy link to this moment');
  await expect(page.getByText('Link copied')).toBeVisible();
  const shown = await page.getByTestId('playhead-time').getAttribute('datetime');
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link.pathname).toBe(`/cameras/${camera?.id}/recordings`);
  expect(link.searchParams.get('t')).toBe(shown);
});

test('times, colours and sizes are shown as they are chosen, also after a reload', async ({
  stack,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [1]);
  await signIn(page, 'investigator');
  await page.goto(
    `/cameras/${camera?.id}/recordings?t=2026-03-01T20:30:00Z&view=2026-03-01T20:00:00Z/2026-03-01T21:00:00Z`,
  );
  const slider = page.getByRole('slider', { name: 'Timeline' });
  await expect(slider).toBeVisible();
  await page.getByRole('button', { name: 'Display' }).click();
  const menu = page.getByRole('dialog', { name: 'Display' });
  const choose = (choice: string) => menu.getByRole('radio', { name: choice, exact: true }).click();
  await choose('Light');
  await choose('Control room');
  // With other times all of the page is drawn anew, and the menu stays as it was.
  await choose('UTC');
  await expect(menu.getByRole('radio', { name: 'UTC', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'dense');
  // Keys count once the page is drawn again.
  await expect(slider).toBeVisible();
  await page.keyboard.press('g');
  await expect(page.getByLabel(/Date and time \(.*UTC.*\)/)).toBeVisible();
});
