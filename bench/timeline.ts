/**
 * How smoothly the timeline zooms and pans: sixteen days with 5,000 sequences in Chromium, the API answered beside it.
 * The bound is what the same browser does in the same run with nothing to draw: its own frames. Long tasks are counted.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page, type Route } from '@playwright/test';
import { buildDashboard, chromiumPath } from './lib/browser.ts';
import { percentiles } from './lib/percentiles.ts';
import { machine, saveResults } from './lib/report.ts';

const DAY_MS = 24 * 3_600_000;
const days = 16;
const sequenceCount = 5_000;
const aim = { framesPerSecond: 60, longTasks: 0 };
/** A frame that took longer than this, in ms, is one that was missed at 60 a second. */
const MISSED_MS = 1.5 * (1000 / 60);

const cameraId = '00000000-0000-4000-8000-000000000001';
const now = Date.now();
const origin = 'http://playhead.invalid';
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const iso = (ms: number) => new Date(ms).toISOString();

const camera = {
  id: cameraId,
  name: 'Gate 1',
  nameAr: null,
  source: 'METRO',
  milestoneDeviceId: 'device-1',
  recordingServer: 'Recording Server 1',
  rtspUrl: 'rtsp://vms/1',
  ptzEnabled: false,
  status: 'ONLINE',
  location: null,
  lastMilestoneSync: iso(now),
  createdAt: iso(now),
  updatedAt: iso(now),
};

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
      cameraId,
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

const answers: readonly (readonly [RegExp, (route: Route) => Promise<void>])[] = [
  [
    /\/auth\/refresh$/,
    (route) => route.fulfill({ json: { accessToken: 'a', refreshToken: 'r', expiresIn: 3600 } }),
  ],
  [
    /\/auth\/me$/,
    (route) =>
      route.fulfill({
        json: { id: cameraId, username: 'bench', displayName: 'Bench', role: 'investigator' },
      }),
  ],
  [/\/cameras(\?.*)?$/, (route) => route.fulfill({ json: { cameras: [camera], total: 1 } })],
  [/\/recordings\/query$/, answerQuery],
  [/\/recordings(\/active)?(\?.*)?$/, (route) => route.fulfill({ json: { recordings: [], total: 0 } })],
];

async function answerApi(route: Route): Promise<void> {
  const url = route.request().url();
  const answer = answers.find(([pattern]) => pattern.test(url))?.[1];
  await (answer ? answer(route) : route.fulfill({ status: 404, json: {} }));
}

/** The built dashboard, and an API that answers at once. Nothing leaves this process. */
async function openPage(browser: Browser, dashboard: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => localStorage.setItem('playhead.refresh-token', 'r'));
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/api/')) return answerApi(route);
    const file = extname(pathname) === '' ? '/index.html' : pathname;
    const body = await readFile(join(dashboard, file));
    await route.fulfill({ body, contentType: types[extname(file)] ?? 'application/octet-stream' });
  });
  const view = `${iso(now - days * DAY_MS)}/${iso(now)}`;
  await page.goto(`${origin}/cameras/${cameraId}/recordings?view=${view}`);
  await page.getByTestId('timeline-axis').waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

/** The times between frames and the tasks over 50 ms while `act` goes on in the page, once a frame, for `frames` frames. */
function recordFrames(page: Page, act: 'nothing' | 'zoom' | 'pan', frames: number) {
  return page.evaluate(
    ({ act, frames }) =>
      new Promise<{ gaps: number[]; longTasks: number[] }>((resolve) => {
        const axis = document.querySelector('[data-testid="timeline-axis"]');
        const box = axis?.getBoundingClientRect();
        if (!axis || !box) throw new Error('There is no timeline.');
        const longTasks: number[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) longTasks.push(duration);
        });
        observer.observe({ type: 'longtask' });
        const gaps: number[] = [];
        let before: number | undefined;
        const turn = (index: number) => {
          const inwards = Math.floor(index / 40) % 2 === 0;
          const how = act === 'zoom' ? { deltaY: inwards ? -100 : 100 } : { deltaX: inwards ? 24 : -24 };
          const at = { clientX: box.left + box.width * 0.4, clientY: box.top + 50 };
          axis.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ...at, ...how }));
        };
        const frame = (time: number) => {
          if (before !== undefined) gaps.push(time - before);
          before = time;
          if (gaps.length >= frames) {
            observer.disconnect();
            resolve({ gaps, longTasks });
            return;
          }
          if (act !== 'nothing') turn(gaps.length);
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    { act, frames },
  );
}

async function measure(page: Page, act: 'nothing' | 'zoom' | 'pan') {
  await recordFrames(page, act, 80);
  const { gaps, longTasks } = await recordFrames(page, act, 600);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return {
    framesPerSecond: Math.round((gaps.length / total) * 10_000) / 10,
    missedFrames: gaps.filter((gap) => gap > MISSED_MS).length,
    longTasks: longTasks.length,
    longestTask: Math.round(Math.max(0, ...longTasks)),
    frameMs: percentiles(gaps),
  };
}

const dashboard = await buildDashboard();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
try {
  const page = await openPage(browser, dashboard);
  const results = {
    bound: await measure(page, 'nothing'),
    zoom: await measure(page, 'zoom'),
    pan: await measure(page, 'pan'),
  };
  console.table(
    Object.fromEntries(
      Object.entries(results).map(([name, { frameMs, ...figures }]) => [
        name,
        { ...figures, 'frame p50': frameMs.p50, 'frame p95': frameMs.p95, 'frame max': frameMs.max },
      ]),
    ),
  );
  console.log(await saveResults('timeline', { machine: machine(), days, sequenceCount, aim, results }));
} finally {
  await browser.close();
}
