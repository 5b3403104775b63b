/**
 * How smoothly the list of 10,000 cameras scrolls, and how soon it follows what is typed into its search: Chromium, the API
 * answered beside it. The bound is what the same browser does in the same run with nothing to scroll: its own frames.
 */
import { chromium, type Page, type Route } from '@playwright/test';
import { cameraOf, openDashboard } from './dashboard/dashboard-page.ts';
import { measureFrames, printFrames } from './dashboard/frames.ts';
import { buildDashboard, chromiumPath } from './lib/browser.ts';
import { percentiles } from './lib/percentiles.ts';
import { machine, saveResults } from './lib/report.ts';

const cameraCount = 10_000;
const aim = { framesPerSecond: 60, longTasks: 0, keyToPictureMs: 100 };
const cameras = Array.from({ length: cameraCount }, (_, index) => cameraOf(index + 1));

function answerPage(route: Route) {
  const { searchParams } = new URL(route.request().url());
  const offset = Number(searchParams.get('offset') ?? 0);
  const limit = Number(searchParams.get('limit') ?? 100);
  return route.fulfill({ json: { cameras: cameras.slice(offset, offset + limit), total: cameraCount } });
}

/** From each key to the picture that follows it, in ms: the browser's own Event Timing, to 8 ms. */
async function measureTyping(page: Page) {
  await page.evaluate(() => {
    const durations: number[] = [];
    // The library's types do not know the threshold yet.
    const slowEvents = { type: 'event', durationThreshold: 16 };
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') durations.push(duration);
    }).observe(slowEvents);
    Object.assign(window, { keyDurations: durations });
  });
  const search = page.getByRole('searchbox', { name: 'Search cameras' });
  const text = 'camera 777';
  for (let round = 0; round < 5; round += 1) {
    await search.fill('');
    await search.pressSequentially(text, { delay: 60 });
    await page.getByText(`of ${cameraCount.toLocaleString('en')} cameras`).waitFor();
  }
  const durations = await page.evaluate(() => Object(window).keyDurations);
  const slow = Array.isArray(durations) ? durations.map(Number) : [];
  // Keys that took less than the observer's least are not told one by one.
  const quick = Array.from({ length: 5 * text.length - slow.length }, () => 16);
  return percentiles([...quick, ...slow]);
}

const dashboard = await buildDashboard();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
try {
  const page = await openDashboard(browser, dashboard, `/cameras/${cameras[0]?.id}`, [
    [/\/cameras\?.*$/, answerPage],
  ]);
  await page.getByText(`${cameraCount.toLocaleString('en')} cameras`).waitFor();
  await page.waitForLoadState('networkidle');
  const list = 'aside nav';
  const results = {
    bound: await measureFrames(page, { kind: 'nothing' }),
    scroll: await measureFrames(page, { kind: 'scroll', target: list, by: 120 }),
    jump: await measureFrames(page, { kind: 'scroll', target: list, by: 9_000 }),
  };
  const rows = await page.locator(`${list} li`).count();
  const keyToPictureMs = await measureTyping(page);
  printFrames(results);
  console.table({
    'rows in the page': rows,
    'key to picture p50': keyToPictureMs.p50,
    p95: keyToPictureMs.p95,
  });
  console.log(
    await saveResults('camera-list', { machine: machine(), cameraCount, aim, results, rows, keyToPictureMs }),
  );
} finally {
  await browser.close();
}
