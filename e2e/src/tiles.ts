import type { Page } from '@playwright/test';
import { CELL, CELLS, type StripReading, timeIn } from './time-strip.ts';

/** When the pictures that the tiles of these cameras show were recorded, ms since 1970: all read at one instant. */
export async function readTiles(page: Page, cameraIds: readonly string[]): Promise<number[]> {
  const strips = await page.evaluate(
    ({ ids, cell, cells }): StripReading[] =>
      ids
        .map((id) => document.querySelector(`[data-camera="${id}"] video[data-front]`))
        .map((video) => {
          if (!(video instanceof HTMLVideoElement)) throw new Error('A tile has no picture in front.');
          const context = new OffscreenCanvas(cell * cells, 1).getContext('2d', { willReadFrequently: true });
          if (context === null) throw new Error('There is no canvas.');
          context.drawImage(video, 0, cell / 2, cell * cells, 1, 0, 0, cell * cells, 1);
          return context;
        })
        .map((context) => {
          const { data } = context.getImageData(0, 0, cell * cells, 1);
          return Array.from({ length: cells }, (_, index) =>
            (data[(index * cell + cell / 2) * 4] ?? 0) > 127 ? 1 : 0,
          );
        }),
    { ids: [...cameraIds], cell: CELL, cells: CELLS },
  );
  return strips.map((bits) => timeIn(bits).getTime());
}

/** How far apart the moments are that the tiles show, in ms. */
export async function spreadOf(page: Page, cameraIds: readonly string[]): Promise<number> {
  const times = await readTiles(page, cameraIds);
  return Math.max(...times) - Math.min(...times);
}
