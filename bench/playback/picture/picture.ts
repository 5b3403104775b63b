import { type Browser, chromium } from '@playwright/test';
import { chromiumPath } from '../../lib/browser.ts';
import { percentiles } from '../../lib/percentiles.ts';
import { get } from '../http.ts';
import { parsePlaylist } from '../playlist.ts';
import { streamPath } from '../start.ts';
import { type Beginning, measureBarePlayer } from './bare-player.ts';
import { type Moments, momentsOf } from './moments.ts';
import type { Painted } from './probe.ts';
import { type Product, startProduct } from './product.ts';
import { RecordingsPage } from './recordings-page.ts';

/** What the footage looks like. */
interface FootageOptions {
  size: string;
  kilobits: number;
  /** How many cameras the VMS has; its own number unless given. */
  cameras?: number;
}

export interface PictureOptions extends FootageOptions {
  runs: number;
}

const MINUTE = 60_000;
/** How long a press of a human finger takes, about. */
const PRESS_MS = 80;
const WARM = 3;

const aims = {
  click: 'p50 <= 300, p95 <= 800',
  turn: 'p95 <= 400',
  seek: 'p95 <= 150',
};

/**
 * What an investigator waits for, in a real browser before the whole product, beside its two bounds: what the server
 * takes for playlist and first segment of a stream that nobody has asked for, and what the browser takes for a picture
 * of the same segments from files.
 */
export const measurePicture = ({ runs, ...footage }: PictureOptions) =>
  inBrowser(footage, (product, browser) => measure(product, browser, runs));

/** Measures the whole product in a browser, and ends both. */
export async function inBrowser<Result>(
  { size, kilobits, cameras }: FootageOptions,
  measureIn: (product: Product, browser: Browser) => Promise<Result>,
): Promise<Result> {
  const product = await startProduct({
    SIMULATOR_PREPARED: 'true',
    SIMULATOR_PREPARED_SIZE: size,
    SIMULATOR_PREPARED_KILOBITS: String(kilobits),
    // Streams are opened faster than people would: faster than those that are left are counted as idle.
    PLAYBACK_MAX_CONCURRENT_STREAMS: '300',
    ...(cameras !== undefined && { SIMULATOR_CAMERAS: String(cameras) }),
  });
  const interrupted = () => void product.stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-background-networking', '--autoplay-policy=no-user-gesture-required'],
    });
    return await measureIn(product, browser);
  } finally {
    await browser?.close();
    await product.stop();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

async function measure(product: Product, browser: Browser, runs: number) {
  const page = await RecordingsPage.open(browser, product);
  const moments = await momentsOf(product);
  const clicks = await measureClicks(page, moments, { runs, press: 0 });
  const pressed = await measureClicks(page, moments, { runs, press: PRESS_MS });
  const turns = await measureTurns(page, moments, runs);
  const seeks = await measureSeeks(page, moments, runs);
  const beginnings = await openAnew(product, moments, runs);
  const bare = await measureBarePlayer(
    browser,
    [...beginnings, ...beginnings].map(({ beginning }) => beginning),
  );
  return {
    'click to picture (ms)': { ...percentiles(clicks.map(({ ms }) => ms)), aim: aims.click },
    '… to the playlist': { ...percentiles(clicks.flatMap(({ playlist }) => playlist ?? [])), aim: '' },
    '… to the first segment': { ...percentiles(clicks.flatMap(({ segment }) => segment ?? [])), aim: '' },
    [`click of ${PRESS_MS} ms to picture`]: { ...percentiles(pressed.map(({ ms }) => ms)), aim: '' },
    'bound: playlist and first segment': { ...percentiles(beginnings.map(({ ms }) => ms)), aim: '' },
    'bound: bare hls.js over files': { ...percentiles(bare.slice(beginnings.length)), aim: '' },
    'turn to −1× (ms)': { ...percentiles(turns.backwards), aim: aims.turn },
    'turn to 1× (ms)': { ...percentiles(turns.forwards), aim: aims.turn },
    'seek within what is loaded (ms)': { ...percentiles(seeks), aim: aims.seek },
  };
}

/** Shows a view with the next moments in it, some to warm up with. */
async function showNext(page: RecordingsPage, moments: Moments, runs: number): Promise<number[]> {
  const chosen = Array.from({ length: runs + WARM }, () => moments.next().value);
  await page.show({ from: Math.min(...chosen) - MINUTE, to: Math.max(...chosen) + MINUTE });
  return chosen;
}

/** A view with the moment in it. */
const around = (moment: number, lengthMs: number) => ({
  from: moment - lengthMs / 2,
  to: moment + lengthMs / 2,
});

async function measureClicks(
  page: RecordingsPage,
  moments: Moments,
  { runs, press }: { runs: number; press: number },
) {
  const chosen = await showNext(page, moments, runs);
  const pictures: Painted[] = [];
  for (const moment of chosen) {
    pictures.push(await page.clickOn(moment, press));
    await page.playOn(700);
  }
  return pictures.slice(WARM);
}

async function measureTurns(page: RecordingsPage, moments: Moments, runs: number) {
  const [backwards, forwards]: [number[], number[]] = [[], []];
  const chosen = await showNext(page, moments, runs);
  for (const moment of chosen) {
    await page.clickOn(moment);
    await page.playOn(2_500);
    backwards.push((await page.turn('backwards')).ms);
    await page.playOn(1_000);
    forwards.push((await page.turn('forwards')).ms);
    await page.playOn(300);
  }
  return { backwards: backwards.slice(WARM), forwards: forwards.slice(WARM) };
}

/** To and fro within ten seconds that are loaded. */
async function measureSeeks(page: RecordingsPage, moments: Moments, runs: number): Promise<number[]> {
  const start = moments.next().value;
  await page.show(around(start, MINUTE));
  await page.clickOn(start);
  await page.playOn(4_000);
  const times: number[] = [];
  for (let run = 0; run < runs + WARM; run += 1) {
    const offset = run % 2 === 0 ? 8_000 : 1_500;
    times.push((await page.clickOn(start + offset + ((run * 379) % 1000))).ms);
    await page.playOn(300);
  }
  return times.slice(WARM);
}

/** Streams that nobody asked for before, over bare HTTP: how long until playlist and first segment are there. */
async function openAnew({ url, token, cameraId }: Product, moments: Moments, runs: number) {
  const opened: { ms: number; beginning: Beginning }[] = [];
  for (let run = 0; run < runs + WARM; run += 1) {
    const begun = performance.now();
    const moment = new Date(moments.next().value);
    const playlist = await get(`${url}${streamPath({ cameraId, deviceId: '', moment })}`, token);
    const listed = parsePlaylist(playlist.body.toString()).segments;
    const segments: Beginning['segments'] = [];
    let ms = Number.NaN;
    for (const { seconds, url: path } of listed) {
      const { status, body } = await get(`${url}${path}`);
      if (status !== 200) throw new Error(`No segment: ${status} ${body}`);
      if (segments.length === 0) ms = performance.now() - begun;
      segments.push({ seconds, bytes: body });
    }
    if (segments.length === 0) throw new Error(`No stream: ${playlist.status} ${playlist.body}`);
    opened.push({ ms, beginning: { segments } });
  }
  return opened.slice(WARM);
}
