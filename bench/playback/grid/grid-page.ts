import type { Browser, Page } from '@playwright/test';
import { installStripReader } from '../picture/strip.ts';
import { installTilesProbe, type Watched } from './tiles-probe.ts';

/** A picture may be this much before the moment clicked on, in ms. */
const BEFORE_MS = 300;
/** And this much after it, in ms: the clock waits for those that are late, but not for ever. */
const AFTER_MS = 60_000;
/** What the timeline shows around a moment, in ms to either side. */
const AROUND_MS = 600_000;

/** The page of several cameras, in the hands of somebody who clicks. */
export class GridPage {
  private constructor(
    private readonly page: Page,
    private readonly url: string,
  ) {}

  static async open(browser: Browser, { url, refreshToken }: { url: string; refreshToken: string }) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript((token) => {
      if (localStorage.getItem('playhead.refresh-token') === null)
        localStorage.setItem('playhead.refresh-token', token);
    }, refreshToken);
    return new GridPage(page, url);
  }

  /** Opens the cameras anew and clicks on `moment`: ms from there until all show it, or what followed. */
  async clickOn(cameraIds: readonly string[], moment: number): Promise<number> {
    const view = [moment - AROUND_MS, moment + AROUND_MS].map((at) => new Date(at).toISOString()).join('/');
    await this.page.goto(`${this.url}/playback?cameras=${cameraIds.join()}&view=${view}`);
    await this.page.locator('video').first().waitFor({ state: 'attached' });
    await this.page.waitForLoadState('networkidle');
    await this.page.evaluate(installStripReader);
    await this.page.evaluate(installTilesProbe);
    const axis = this.page.getByTestId('timeline-axis');
    const box = await axis.boundingBox();
    const [start, end] = await Promise.all(
      ['data-start', 'data-end'].map(async (name) => Date.parse((await axis.getAttribute(name)) ?? '')),
    );
    if (box === null || start === undefined || end === undefined) throw new Error('There is no timeline.');
    const x = Math.round(((moment - start) / (end - start)) * box.width + box.x);
    const at = start + ((x - box.x) / box.width) * (end - start);
    const range = { from: at - BEFORE_MS, to: at + AFTER_MS };
    const seeker = await this.page.evaluateHandle((what) => ({ all: window.allPictures(what) }), range);
    await this.page.mouse.click(x, box.y + box.height / 2);
    return seeker.evaluate(({ all }) => all);
  }

  watch(seconds: number): Promise<Watched> {
    return this.page.evaluate((time) => window.watchTiles(time), seconds);
  }
}
