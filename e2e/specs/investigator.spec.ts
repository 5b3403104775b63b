import type { Page } from '@playwright/test';
import { importCameras } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';
import { readShownPicture } from '../src/time-strip.ts';
import { nameIn } from '../src/words.ts';

/** How far picture and playhead may be apart, in ms. */
const TOLERANCE_MS = 1000;

/** Six hours on a thousand pixels: a click is no more exact than this, in ms. */
const A_PIXEL_MS = 25_000;

/** Clicks the timeline where `time` is. */
async function clickTimeline(page: Page, time: number) {
  const [start = 0, end = 0] = await timelineRange(page);
  const box = await page.getByTestId('timeline-axis').boundingBox();
  if (box === null) throw new Error('There is no timeline.');
  await page.mouse.click(box.x + ((time - start) / (end - start)) * box.width, box.y + box.height / 2);
}

async function timelineRange(page: Page): Promise<number[]> {
  const track = page.getByTestId('timeline-axis');
  const ends = await Promise.all([track.getAttribute('data-start'), track.getAttribute('data-end')]);
  return ends.map((end) => Date.parse(end ?? ''));
}

async function stretches(page: Page, kind: 'sequence' | 'gap') {
  const found = page.getByTestId(`timeline-${kind}`);
  await expect(found.first()).toBeVisible();
  return found.evaluateAll((elements) =>
    elements.map((element) => ({
      start: Date.parse(element.getAttribute('data-start') ?? ''),
      end: Date.parse(element.getAttribute('data-end') ?? ''),
    })),
  );
}

/** The clicked moment plays: the picture is that of the playhead's time, and both move on from the click. */
async function expectMomentToPlay(page: Page, moment: number, camera: number) {
  await expect(async () => {
    const shown = await readShownPicture(page);
    expect(shown.camera).toBe(camera);
    expect(Math.abs(shown.time.getTime() - shown.playhead.getTime())).toBeLessThanOrEqual(TOLERANCE_MS);
    expect(shown.playhead.getTime()).toBeGreaterThan(moment + 1_000);
    expect(shown.playhead.getTime()).toBeLessThan(moment + 60_000);
  }).toPass({ timeout: 30_000 });
}

test('an investigator sees what was recorded, clicks a moment, and that moment plays', {
  tag: '@each-dialect',
}, async ({ stack, session: { page }, words, language }) => {
  const [camera] = await importCameras(stack.url, [1]);
  await signIn(page, 'investigator');
  await page
    .getByRole('complementary')
    .getByRole('link', { name: nameIn(language, camera) })
    .click();
  await page
    .getByRole('button', { name: words('camera.viewRecordings') })
    .or(page.getByRole('link', { name: words('camera.viewRecordings') }))
    .click();

  const sequences = await stretches(page, 'sequence');
  const gaps = await stretches(page, 'gap');
  const [from = 0, to = 0] = await timelineRange(page);
  const gap = gaps.find(
    ({ start, end }) =>
      start - 900_000 > from &&
      end + 900_000 < to &&
      sequences.some((before) => before.end === start && before.end - before.start > 900_000) &&
      sequences.some((after) => after.start === end && after.end - after.start > 900_000),
  );
  if (gap === undefined) throw new Error('The timeline shows no gap between two long sequences.');

  // Far enough apart that two fast clicks are not a double click.
  const moments = [gap.start - 600_000, gap.end + 120_000, gap.end + 660_000];
  for (const moment of moments) {
    await clickTimeline(page, moment);
    await expectMomentToPlay(page, moment - A_PIXEL_MS, 1);
  }
});
