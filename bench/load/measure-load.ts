import type { Browser } from '@playwright/test';

/** Times in ms since the navigation began; bytes of JavaScript as they came over the wire. */
export interface LoadMeasurement {
  /** What the first page needed. */
  scriptBytes: number;
  /** What was fetched ahead for other pages once the first was shown. */
  aheadBytes: number;
  firstPaintMs: number;
  largestPaintMs: number;
  /** How much of all tasks since the first paint lay beyond their first 50 ms (Total Blocking Time). */
  blockingMs: number;
  layoutShift: number;
}

interface Load {
  path: string;
  signedIn: boolean;
  /** So many times slower than it is the processor is made. */
  slowdown: number;
}

/** After the last request a page is given so long, in ms, to be done. */
const SETTLE_MS = 1_000;

/** Loads a page with an empty cache and tells how that went. */
export async function measureLoad(browser: Browser, origin: string, load: Load): Promise<LoadMeasurement> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: load.slowdown });
    await page.addInitScript((signedIn) => {
      if (signedIn) localStorage.setItem('playhead.refresh-token', 'r');
      const seen = { largest: 0, shift: 0, tasks: [] as { start: number; duration: number }[] };
      Object.assign(globalThis, { seen });
      const watch = (type: string, hear: (entry: PerformanceEntry) => void) =>
        new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({ type, buffered: true });
      watch('largest-contentful-paint', ({ startTime }) => {
        seen.largest = startTime;
      });
      watch('layout-shift', (entry) => {
        if ('value' in entry && typeof entry.value === 'number') seen.shift += entry.value;
      });
      watch('longtask', ({ startTime, duration }) => seen.tasks.push({ start: startTime, duration }));
    }, load.signedIn);
    await page.goto(new URL(load.path, origin).href, { waitUntil: 'networkidle' });
    await page.waitForTimeout(SETTLE_MS);
    const figures = await page.evaluate(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      const firstPaintMs = paint?.startTime ?? Number.NaN;
      const [shown] = performance.getEntriesByName('first-page-shown');
      const scripts = performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming && entry.name.endsWith('.js'));
      const bytesOf = (ahead: boolean) =>
        scripts
          .filter(({ startTime }) => startTime > (shown?.startTime ?? Number.POSITIVE_INFINITY) === ahead)
          .reduce((sum, entry) => sum + Number(Reflect.get(entry, 'encodedBodySize')), 0);
      const { largest, shift, tasks } = Object(Reflect.get(globalThis, 'seen'));
      const blocking = tasks
        .filter(({ start }: { start: number }) => start >= firstPaintMs)
        .reduce((sum: number, { duration }: { duration: number }) => sum + duration - 50, 0);
      return {
        scriptBytes: bytesOf(false),
        aheadBytes: bytesOf(true),
        firstPaintMs,
        largestPaintMs: largest,
        blockingMs: blocking,
        layoutShift: shift,
      };
    });
    return figures;
  } finally {
    await context.close();
  }
}
