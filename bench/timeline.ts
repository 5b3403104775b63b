/**
 * How smoothly the timeline zooms and pans: sixteen days with 5,000 sequences in Chromium, the API answered beside it.
 * The bound is what the same browser does in the same run with nothing to draw: its own frames. Long tasks are counted.
 */
import { chromium, type Route } from '@playwright/test';
import { cameraOf, openDashboard } from './dashboard/dashboard-page.ts';
import { measureFrames, printFrames } from './dashboard/frames.ts';
import { buildDashboard, chromiumPath } from './lib/browser.ts';
import { machine, saveResults } from './lib/report.ts';

const DAY_MS = 24 * 3_600_000;
const days = 16;
const sequenceCount = 5_000;
const aim = { framesPerSecond: 60, longTasks: 0 };

const now = Date.now();
const camera = cameraOf(1);

const iso = (ms: number) => new Date(ms).toISOString();

/** Sequences of a few minutes with a gap after each, over sixteen days up to now. */
function footage(start: number, end: number) {
  const every = (days * DAY_MS) / sequenceCount;
  const sequences = [];
  const gaps = [];
  for (let index = 0; index < sequenceCount; index += 1) {
    const from = now - days * DAY_MS + index * every;
    const to = from + every * (0.3 + 0.6 * ((index * 7919) % 100) * 0.01);
    if (to <= start || from >= end) continue;
    const lasting = (a: number, b: number) => ({
      startTime: iso(a),
      endTime: iso(b),
      durationSeconds: (b - a) / 1000,
    });
    sequences.push({ sequenceId: `s${index}`, available: true, ...lasting(from, to) });
    gaps.push(lasting(to, from + every));
  }
  return { sequences, gaps };
}

function answerQuery(route: Route) {
  const { startTime, endTime } = route.request().postDataJSON();
  const { sequences, gaps } = footage(Date.parse(startTime), Date.parse(endTime));
  const sums = { totalRecordingSeconds: 0, totalGapSeconds: 0, coverage: 0 };
  return route.fulfill({
    json: {
      cameraId: camera.id,
      cameraName: camera.name,
      queryRange: { start: startTime, end: endTime },
      sequences,
      gaps,
      ...sums,
      statistics: sums,
      metadata: {},
    },
  });
}

const dashboard = await buildDashboard();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
try {
  const view = `${iso(now - days * DAY_MS)}/${iso(now)}`;
  const page = await openDashboard(browser, dashboard, `/cameras/${camera.id}/recordings?view=${view}`, [
    [/\/cameras(\?.*)?$/, (route) => route.fulfill({ json: { cameras: [camera], total: 1 } })],
    [/\/recordings\/query$/, answerQuery],
  ]);
  await page.getByTestId('timeline-axis').waitFor();
  await page.waitForLoadState('networkidle');
  const axis = '[data-testid="timeline-axis"]';
  const results = {
    bound: await measureFrames(page, { kind: 'nothing' }),
    zoom: await measureFrames(page, { kind: 'wheel', target: axis, deltaY: -100 }),
    pan: await measureFrames(page, { kind: 'wheel', target: axis, deltaX: 24 }),
  };
  printFrames(results);
  console.log(await saveResults('timeline', { machine: machine(), days, sequenceCount, aim, results }));
} finally {
  await browser.close();
}
