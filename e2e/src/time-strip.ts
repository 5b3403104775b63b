import type { Page } from '@playwright/test';

/** What the picture on the screen says of itself (design §7), and what the product says of it at that instant. */
export interface ShownPicture {
  camera: number;
  /** The time at which the picture was recorded, UTC. */
  time: Date;
  /** The time that the playhead showed over it. */
  playhead: Date;
}

/** The strip's cells: so many of so many px. */
export const CELL = 16;
export const CELLS = 40;
const WRAP_MS = 2 ** 32 * 100;

/** Reads the time strip from the `<video>` in front, or from another picture, by drawing it to a canvas. */
export async function readShownPicture(page: Page, picture = 'video[data-front]'): Promise<ShownPicture> {
  const { bits, playhead } = await page.locator(picture).evaluate(
    (video, { cell, cells }) => {
      if (!(video instanceof HTMLVideoElement || video instanceof HTMLImageElement))
        throw new Error('This is no picture.');
      const width = cell * cells;
      const context = new OffscreenCanvas(width, 1).getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('There is no canvas.');
      context.drawImage(video, 0, cell / 2, width, 1, 0, 0, width, 1);
      const { data } = context.getImageData(0, 0, width, 1);
      const time = document.querySelector('[data-testid="playhead-time"]')?.getAttribute('datetime');
      return {
        bits: Array.from({ length: cells }, (_, index) =>
          (data[(index * cell + cell / 2) * 4] ?? 0) > 127 ? 1 : 0,
        ),
        playhead: time ?? '',
      };
    },
    { cell: CELL, cells: CELLS },
  );
  return { camera: numberIn(bits, 4, 8), time: timeIn(bits), playhead: new Date(playhead) };
}

/** The cells of a strip, each 1 or 0. */
export type StripReading = readonly number[];

const numberIn = (bits: StripReading, from: number, to: number) =>
  bits.slice(from, to).reduce((value: number, bit) => value * 2 + bit, 0);

/** The time that a strip tells. */
export function timeIn(bits: StripReading): Date {
  if (numberIn(bits, 0, 4) !== 0b1010) throw new Error(`The picture has no time strip: ${bits.join('')}`);
  return new Date(unwrap(numberIn(bits, 8, 40) * 100));
}

/** The strip counts modulo 2^32: the one meant is the latest that is not in the future. */
const unwrap = (ms: number) => ms + Math.floor((Date.now() - ms) / WRAP_MS) * WRAP_MS;
