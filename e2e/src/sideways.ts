import type { Page } from '@playwright/test';

/** What has less room than it is wide: the page, its content, and whatever in it scrolls sideways by itself. */
export const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const MOST_FRAMES = 60;
    const found = () =>
      [...document.querySelectorAll('html, main, main *')]
        .filter((element) => {
          const room =
            /auto|scroll/.test(getComputedStyle(element).overflowX) || element.matches('html, main');
          return room && element.scrollWidth > element.clientWidth + 1;
        })
        .map(({ tagName, className, scrollWidth, clientWidth }) =>
          [tagName, className, `${scrollWidth} px in ${clientWidth}`].join(' '),
        );
    // What is drawn to measure follows the window some frames later.
    for (let frame = 0; frame < MOST_FRAMES && found().length > 0; frame += 1)
      await new Promise(requestAnimationFrame);
    return found();
  });
