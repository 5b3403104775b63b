import type { Browser } from '@playwright/test';
import { percentiles } from '../../lib/percentiles.ts';
import { inBrowser, type PictureOptions } from '../picture/picture.ts';
import { importCameras, type Product } from '../picture/product.ts';
import { GridPage } from './grid-page.ts';
import { sharedFootage } from './shared-footage.ts';
import type { Watched } from './tiles-probe.ts';

const TILES = 9;
/** Cameras to choose those from that recorded at the same time. */
const CANDIDATES = 40;
const PLAY_SECONDS = 20;
/** Begun together, pictures come to the clock within this, in s: what is measured begins after it. */
const SETTLE_SECONDS = 3;
/** A picture that stands for longer than this, in ms, has stalled. */
const STALLED_MS = 500;
/** The strip tells tenths of a second: over so many readings the mean tells more. */
const WINDOW = 20;
const MOST_RUNS = 8;

/**
 * Nine cameras at the same moment, in a real browser before the whole product: from the click to the picture of the last,
 * and how they hold together while they play; beside it one camera alone on the same page.
 */
export const measureGrid = ({ runs, ...footage }: PictureOptions) =>
  inBrowser({ ...footage, cameras: CANDIDATES }, (product, browser) =>
    measure(product, browser, Math.min(runs, MOST_RUNS)),
  );

async function measure(product: Product, browser: Browser, runs: number) {
  const numbers = Array.from({ length: CANDIDATES - 1 }, (_, index) => index + 2);
  const candidates = [product.cameraId, ...(await importCameras(product.url, numbers))];
  const { cameraIds, moments } = await sharedFootage(product, candidates, {
    cameras: TILES,
    moments: 2 * (runs + 1),
  });
  const next = () => {
    const { value } = moments.next();
    if (value === undefined) throw new Error('The cameras have too little footage for so many runs.');
    return value;
  };
  const rows: Record<string, object> = {};
  const page = await GridPage.open(browser, product);
  for (const count of [1, TILES]) {
    const chosen = cameraIds.slice(0, count);
    const clicks: number[] = [];
    for (let run = 0; run <= runs; run += 1) clicks.push(await page.clickOn(chosen, next()));
    await page.watch(SETTLE_SECONDS);
    const watched = await page.watch(PLAY_SECONDS);
    const name = count === 1 ? 'bound: 1 tile' : `${count} tiles`;
    Object.assign(rows, rowsOf(name, clicks.slice(1), watched, count));
  }
  return rows;
}

function rowsOf(name: string, clicks: readonly number[], watched: Watched, count: number) {
  const stalls = watched.gaps.flat().filter((gap) => gap > STALLED_MS);
  const share = Math.round((watched.dropped / Math.max(watched.decoded, 1)) * 1000) / 10;
  return {
    [`${name}: click to all pictures (ms)`]: { ...percentiles(clicks), aim: '' },
    ...(count > 1 && {
      [`${name}: moments on screen apart (ms)`]: { ...percentiles(watched.samples.map(spreadOf)), aim: '' },
      [`${name}: drift between tiles (ms)`]: { ...percentiles(drifts(watched.samples)), aim: 'max <= 150' },
    }),
    [`${name}: ${PLAY_SECONDS} s at 1×`]: {
      stalls: stalls.length,
      'longest (ms)': Math.round(Math.max(0, ...watched.gaps.flat())),
      'waits of all': watched.held,
      pictures: watched.decoded,
      'dropped %': share,
      aim: 'no stall',
    },
  };
}

const spreadOf = (times: readonly number[]) => Math.max(...times) - Math.min(...times);

/** How far apart the tiles are on an average of two seconds, for each stretch of it. */
function drifts(samples: readonly number[][]): number[] {
  const found: number[] = [];
  for (let begin = 0; begin + WINDOW <= samples.length; begin += WINDOW) {
    const window = samples.slice(begin, begin + WINDOW);
    const tiles = window[0]?.map(
      (_, tile) => window.reduce((sum, times) => sum + (times[tile] ?? 0), 0) / WINDOW,
    );
    if (tiles) found.push(spreadOf(tiles));
  }
  return found;
}
