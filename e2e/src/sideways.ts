import type { Page } from '@playwright/test';

/** By how many px the page, or its content, which scrolls by itself, is wider than its room. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(
      ...[document.documentElement, document.querySelector('main')].map((element) =>
        element === null ? 0 : element.scrollWidth - element.clientWidth,
      ),
    ),
  );
