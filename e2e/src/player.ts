import { expect, type Page } from '@playwright/test';
import { readShownPicture, type ShownPicture } from './time-strip.ts';

/** How far picture and playhead may be apart while playing, in ms: a picture may come between two readings. */
export const PLAYING_MS = 250;

/** Waits until the player is in a phase of its state machine. */
export const expectPhase = (page: Page, phase: 'playing' | 'paused') =>
  expect(page.getByTestId('player-state')).toHaveAttribute('data-phase', phase);

/** Opens a camera's recordings at a moment (epoch ms), and waits until that plays. */
export async function playFrom(page: Page, cameraId: string, moment: number): Promise<void> {
  await page.goto(`/cameras/${cameraId}/recordings?t=${new Date(moment).toISOString()}`);
  await expectPhase(page, 'playing');
}

/** Picture and playhead tell the same time, within `toleranceMs`: pictures and playhead are read one after the other. */
export async function agreeing(page: Page, toleranceMs: number): Promise<ShownPicture> {
  let shown: ShownPicture | undefined;
  await expect(async () => {
    shown = await readShownPicture(page);
    expect(Math.abs(shown.time.getTime() - shown.playhead.getTime())).toBeLessThanOrEqual(toleranceMs);
  }).toPass({ timeout: 15_000 });
  if (!shown) throw new Error('There is no picture.');
  return shown;
}

export const setSpeed = (page: Page, speed: string) =>
  page.getByRole('combobox', { name: 'Speed' }).selectOption(speed);

/** How many ms of recorded time pass in a second. */
export async function pace(page: Page): Promise<number> {
  const before = await agreeing(page, PLAYING_MS);
  const begun = Date.now();
  await expect(async () => expect(Date.now() - begun).toBeGreaterThan(2_000)).toPass();
  const after = await agreeing(page, PLAYING_MS);
  return ((after.time.getTime() - before.time.getTime()) * 1_000) / (Date.now() - begun);
}
