/**
 * How soon the dashboard is there: JavaScript before a player is opened, first and largest contentful paint, how long the
 * main thread was blocked and how far the layout jumped, in Chromium, with the processor as it is and four times slower.
 * The bound is a bare static page from the same server in the same run.
 */
import { chromium } from '@playwright/test';
import { buildDashboard, chromiumPath } from './lib/browser.ts';
import { percentiles } from './lib/percentiles.ts';
import { machine, saveResults } from './lib/report.ts';
import { type LoadMeasurement, measureLoad } from './load/measure-load.ts';
import { serveDashboard } from './load/serve-dashboard.ts';

const aim = { scriptKilobytes: 250, blockingMs: 200, layoutShift: 0.1 };
const runs = 3;

const pages = [
  { name: 'bare page', path: '/bare.html', signedIn: false },
  { name: 'sign-in', path: '/', signedIn: false },
  { name: 'overview', path: '/cameras', signedIn: true },
] as const;

const median = (samples: readonly number[]) => percentiles([...samples]).p50;

const dashboard = await buildDashboard();
const server = await serveDashboard(dashboard);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
try {
  const results = [];
  for (const slowdown of [1, 4]) {
    for (const page of pages) {
      const samples: LoadMeasurement[] = [];
      for (let run = 0; run < runs; run += 1) {
        samples.push(await measureLoad(browser, server.url, { ...page, slowdown }));
      }
      const of = (pick: (sample: LoadMeasurement) => number) => median(samples.map(pick));
      results.push({
        page: page.name,
        slowdown,
        scriptKilobytes: of(({ scriptBytes }) => scriptBytes) / 1000,
        aheadKilobytes: of(({ aheadBytes }) => aheadBytes) / 1000,
        firstPaintMs: of(({ firstPaintMs }) => firstPaintMs),
        largestPaintMs: of(({ largestPaintMs }) => largestPaintMs),
        blockingMs: of(({ blockingMs }) => blockingMs),
        layoutShift: of(({ layoutShift }) => layoutShift),
      });
    }
  }
  console.log(
    `\nMedians of ${runs} loads with an empty cache; JavaScript gzipped, before a player is opened;\nahead: what is fetched for the other pages once the first is shown.\n`,
  );
  console.table(
    results.map(({ page, slowdown, ...figures }) => ({
      page,
      processor: slowdown === 1 ? 'as it is' : `${slowdown}× slower`,
      'JavaScript, KB': figures.scriptKilobytes.toFixed(0),
      'ahead, KB': figures.aheadKilobytes.toFixed(0),
      'first paint, ms': figures.firstPaintMs.toFixed(0),
      'largest paint, ms': figures.largestPaintMs.toFixed(0),
      'blocked, ms': figures.blockingMs.toFixed(0),
      'layout shift': figures.layoutShift.toFixed(3),
    })),
  );
  const most = Math.max(...results.map(({ scriptKilobytes }) => scriptKilobytes));
  console.log(
    `aim: under ${aim.scriptKilobytes} KB of JavaScript; measured ${most.toFixed(0)} KB at most.\n` +
      `aim at full speed: blocked under ${aim.blockingMs} ms, layout shift under ${aim.layoutShift}.`,
  );
  const file = await saveResults('load', { machine: machine(), aim, runs, results });
  console.log(`Written to ${file}`);
} finally {
  await browser.close();
  await server.close();
}
