import type { Page } from '@playwright/test';
import { importCameras, longFootage, tokenOf } from '../src/api.ts';
import { type PlayedPicture, play } from '../src/players/play.ts';
import { openPlayersPage } from '../src/players/players-page.ts';
import { expect, preparedFootage, test } from '../src/test.ts';

const backwards = [-8, -4, -2, -1];
const forwards = [0.25, 0.5, 1, 2, 4, 8];
/** Who plays at once: where the VMS sends at normal speed only, making all of it at a time leaves two cores no room for players. */
const crowds = { rest: [[...backwards, ...forwards]], xprotect: [backwards, forwards] };
const PLAY_SECONDS = 60;
const LOOK_EVERY_MS = 6_000;
/** How far the picture's own time and the playlist's may be apart, in ms. */
const PLAYING_MS = 250;
const PAUSED_MS = 100;
/** How far the fastest goes in the time. */
const ROOM_MS = 10 * 60_000;

test.use({ simulator: preparedFootage });

/** A strip tells tenths of a second: the time meant lies in the middle of one. */
const apart = ({ strip, playlist }: PlayedPicture) => Math.abs(strip + 50 - playlist);

const title = 'every speed plays without a stall, each picture at its own time';
test(title, { tag: '@undisturbed' }, async ({ stack, session: { page }, milestoneApi }) => {
  test.setTimeout(300_000);
  const [camera] = await importCameras(stack.url, [1]);
  const token = await tokenOf(stack.url, 'investigator');
  const id = camera?.id ?? '';
  const footage = await longFootage(stack.url, id, 2 * ROOM_MS);
  const time = new Date((footage.start + footage.end) / 2).toISOString();

  for (const speeds of crowds[milestoneApi]) await watchTogether(page, { id, token, time, speeds });
});

interface Crowd {
  /** Of the camera. */
  id: string;
  token: string;
  time: string;
  speeds: readonly number[];
}

/** Plays one speed beside the other for a minute, looking again and again, and then stops them all. */
async function watchTogether(page: Page, { id, token, time, speeds }: Crowd) {
  const streams = speeds.map((speed) => {
    const query = new URLSearchParams({ time, speed: String(speed), format: 'hls' });
    return { speed, token, url: `/api/v1/cameras/${id}/playback/stream?${query}` };
  });

  await openPlayersPage(page);
  await page.evaluate(play, streams);
  const look = () => page.evaluate((all) => all.map((speed) => window.readings(speed)), speeds);
  const begun = await look();
  const off: string[] = [];
  for (let looked = 0; looked < (PLAY_SECONDS * 1000) / LOOK_EVERY_MS; looked += 1) {
    await page.waitForTimeout(LOOK_EVERY_MS);
    const pictures = await look();
    speeds.forEach((speed, index) => {
      const picture = pictures[index];
      const ms = picture ? apart(picture) : Number.NaN;
      if (!(ms <= PLAYING_MS)) off.push(`${speed}: ${ms} ms`);
    });
  }
  expect(off).toEqual([]);
  expect(await page.evaluate(() => window.faults)).toEqual([]);

  await page.evaluate(() => {
    for (const video of document.querySelectorAll('video')) video.pause();
  });
  await page.waitForTimeout(500);
  const paused = await look();
  expect(paused.map(({ paused: isPaused }) => isPaused)).toEqual(speeds.map(() => true));
  const wrong = paused.map((picture, index) => ({ speed: speeds[index], ms: apart(picture) }));
  expect(wrong.filter(({ ms }) => !(ms <= PAUSED_MS))).toEqual([]);
  const played = paused.map((picture, index) => picture.played - (begun[index]?.played ?? 0));
  for (const seconds of played) expect(seconds).toBeGreaterThan(PLAY_SECONDS - 1);
}
