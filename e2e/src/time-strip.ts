import type { Page } from '@playwright/test';

/** What the picture on the screen says of itself (design §7). */
export interface ShownPicture {
  camera: number;
  /** The time at which it was recorded, UTC. */
  time: Date;
}

const CELL = 16;
const CELLS = 40;
const WRAP_MS = 2 ** 32 * 100;

/** Reads the time strip from the playing `<video>`, by drawing it to a canvas. */
export async function readShownPicture(page: Page): Promise<ShownPicture> {
  const bits = await page.locator('video').evaluate(
    (video, { cell, cells }) => {
      if (!(video instanceof HTMLVideoElement)) throw new Error('This is no video.');
      const canvas = document.createElement('canvas');
      canvas.width = video.videoWidth;
      canvas.height = cell;
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('There is no canvas.');
      context.drawImage(video, 0, 0);
      return Array.from({ length: cells }, (_, index) => {
        const [red = 0] = context.getImageData(index * cell + cell / 2, cell / 2, 1, 1).data;
        return red > 127 ? 1 : 0;
      });
    },
    { cell: CELL, cells: CELLS },
  );
  const number = (from: number, to: number) =>
    bits.slice(from, to).reduce((value: number, bit) => value * 2 + bit, 0);
  if (number(0, 4) !== 0b1010) throw new Error(`The picture has no time strip: ${bits.join('')}`);
  return { camera: number(4, 8), time: new Date(unwrap(number(8, 40) * 100)) };
}

/** The strip counts modulo 2^32: the one meant is the latest that is not in the future. */
const unwrap = (ms: number) => ms + Math.floor((Date.now() - ms) / WRAP_MS) * WRAP_MS;
