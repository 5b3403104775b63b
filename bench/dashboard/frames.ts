import type { Page } from '@playwright/test';
import { percentiles } from '../lib/percentiles.ts';

/** What goes on in the page, once a frame; forty frames one way, forty the other. */
export type Act =
  | { kind: 'nothing' }
  | { kind: 'wheel'; target: string; deltaX?: number; deltaY?: number }
  /** By so many CSS px, to and fro between the ends. */
  | { kind: 'scroll'; target: string; by: number };

/** A frame that took longer than this, in ms, is one that was missed at 60 a second. */
const MISSED_MS = 1.5 * (1000 / 60);

/** Frames a second, missed frames and tasks over 50 ms while `act` goes on, after a while of the same to warm up. */
export async function measureFrames(page: Page, act: Act) {
  await recordFrames(page, act, 80);
  const { gaps, longTasks } = await recordFrames(page, act, 600);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return {
    framesPerSecond: Math.round((gaps.length / total) * 10_000) / 10,
    missedFrames: gaps.filter((gap) => gap > MISSED_MS).length,
    longTasks: longTasks.length,
    longestTask: Math.round(Math.max(0, ...longTasks)),
    frameMs: percentiles(gaps),
  };
}

type Figures = Awaited<ReturnType<typeof measureFrames>>;

/** A line for each act. */
export const printFrames = (results: Record<string, Figures>) =>
  console.table(
    Object.fromEntries(
      Object.entries(results).map(([name, { frameMs, ...figures }]) => [
        name,
        { ...figures, 'frame p50': frameMs.p50, 'frame p95': frameMs.p95, 'frame max': frameMs.max },
      ]),
    ),
  );

function recordFrames(page: Page, act: Act, frames: number) {
  return page.evaluate(
    ({ act, frames }) =>
      new Promise<{ gaps: number[]; longTasks: number[] }>((resolve) => {
        const element = document.querySelector(act.kind === 'nothing' ? 'body' : act.target);
        if (!element) throw new Error('What was to be moved is not on the page.');
        const box = element.getBoundingClientRect();
        const longTasks: number[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) longTasks.push(duration);
        });
        observer.observe({ type: 'longtask' });
        const gaps: number[] = [];
        let before: number | undefined;
        let way = 1;
        const turn = (index: number) => {
          if (act.kind === 'scroll') {
            const end = element.scrollHeight - element.clientHeight - 1;
            if (element.scrollTop >= end) way = -1;
            else if (element.scrollTop <= 0) way = 1;
            element.scrollTop += way * act.by;
          } else if (act.kind === 'wheel') {
            const sign = Math.floor(index / 40) % 2 === 0 ? 1 : -1;
            const how = { deltaX: sign * (act.deltaX ?? 0), deltaY: sign * (act.deltaY ?? 0) };
            const at = { clientX: box.left + box.width * 0.4, clientY: box.top + 50 };
            element.dispatchEvent(
              new WheelEvent('wheel', { bubbles: true, cancelable: true, ...at, ...how }),
            );
          }
        };
        const frame = (time: number) => {
          if (before !== undefined) gaps.push(time - before);
          before = time;
          if (gaps.length >= frames) {
            observer.disconnect();
            resolve({ gaps, longTasks });
            return;
          }
          turn(gaps.length);
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    { act, frames },
  );
}
