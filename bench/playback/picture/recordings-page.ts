import type { Browser, Page } from '@playwright/test';
import { installProbe, type Painted, type Sought } from './probe.ts';
import type { Product } from './product.ts';
import { installStripReader } from './strip.ts';

/** A stretch of time, ms since 1970. */
export interface View {
  from: number;
  to: number;
}

/** How far the picture may be from the moment clicked on, in ms: pictures come every 67 ms, the strip tells tenths. */
const BEFORE_MS = 200;
const AFTER_MS = 100;
/** The same for the other direction; a picture may come between the key and the look at what is shown. */
const TURN_MS = 400;

/** The page of a camera's recordings, in the hands of somebody who clicks. */
export class RecordingsPage {
  private constructor(
    private readonly page: Page,
    private readonly product: Product,
  ) {}

  static async open(browser: Browser, product: Product): Promise<RecordingsPage> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript((token) => {
      if (localStorage.getItem('playhead.refresh-token') === null)
        localStorage.setItem('playhead.refresh-token', token);
    }, product.refreshToken);
    return new RecordingsPage(page, product);
  }

  /** Goes there anew, with nothing playing. */
  async show({ from, to }: View): Promise<void> {
    const view = `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
    await this.page.goto(`${this.product.url}/cameras/${this.product.cameraId}/recordings?view=${view}`);
    await this.page.locator('video').first().waitFor({ state: 'attached' });
    await this.page.waitForLoadState('networkidle');
    await this.page.evaluate(installStripReader);
    await this.page.evaluate(installProbe);
  }

  /** Clicks on the timeline as near to `moment` as a pixel is, and waits for its picture. `press`: how long, in ms. */
  async clickOn(moment: number, press = 0): Promise<Painted> {
    const axis = this.page.getByTestId('timeline-axis');
    const box = await axis.boundingBox();
    const [start, end] = await Promise.all(
      ['data-start', 'data-end'].map(async (name) => Date.parse((await axis.getAttribute(name)) ?? '')),
    );
    if (box === null || start === undefined || end === undefined) throw new Error('There is no timeline.');
    const x = Math.round(((moment - start) / (end - start)) * box.width + box.x);
    const at = start + ((x - box.x) / box.width) * (end - start);
    const sought: Sought = { after: 'pointerup', from: at - BEFORE_MS, to: at + AFTER_MS };
    return this.pictureAfter(sought, () =>
      this.page.mouse.click(x, box.y + box.height / 2, { delay: press }),
    );
  }

  /** Plays in the other direction from the picture that is shown. */
  async turn(direction: 'backwards' | 'forwards'): Promise<Painted> {
    const key = direction === 'backwards' ? 'j' : 'l';
    return this.pictureAfter({ after: 'keydown', within: TURN_MS }, () => this.page.keyboard.press(key));
  }

  playOn(ms: number): Promise<void> {
    return this.page.waitForTimeout(ms);
  }

  /** The page looks out for the picture before anything is done. */
  private async pictureAfter(sought: Sought, act: () => Promise<void>): Promise<Painted> {
    const seeker = await this.page.evaluateHandle((what) => ({ picture: window.nextPicture(what) }), sought);
    await act();
    return seeker.evaluate(({ picture }) => picture);
  }
}
