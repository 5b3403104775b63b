import { act, screen } from '@testing-library/react';
import { vi } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import type { Mark } from './marks.ts';
import { Timeline } from './Timeline.tsx';
import { showRange, useTimeline } from './timeline.store.ts';
import { ZoomButtons } from './ZoomButtons.tsx';

export const HOUR = 3_600_000;
export const noon = Date.parse('2026-03-01T12:00:00Z');

const sequences = [
  { from: noon, to: noon + HOUR / 4 },
  { from: noon + HOUR / 2, to: noon + HOUR },
];
const gaps = [{ from: noon + HOUR / 4, to: noon + HOUR / 2 }];
const none: readonly Mark[] = [];

/** An hour on an axis that is 1000 px wide (what happy-dom, which has no layout, is told). */
export function givenTimeline({
  now = noon + 2 * HOUR,
  reason = undefined as string | undefined,
  marks = none,
} = {}) {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  showRange({ from: noon, to: noon + HOUR });
  const onPoint = vi.fn();
  const onPress = vi.fn();
  const onCommand = vi.fn();
  const view = renderApp(
    <>
      <ZoomButtons />
      <Timeline
        footage={{ sequences, gaps: gaps.map((gap) => ({ ...gap, reason })) }}
        stale={false}
        marks={marks}
        onPoint={onPoint}
        onPress={onPress}
        onCommand={onCommand}
      />
    </>,
  );
  const axis = screen.getByTestId('timeline-axis');
  axis.setPointerCapture = () => undefined;
  return { ...view, axis, onPoint, onPress, onCommand };
}

export const shown = () => useTimeline.getState().view;

/** On the footage of the timeline. */
export const pointer = (clientX: number) => ({ clientX, clientY: 50, button: 0, pointerId: 1 });

/** A turn of the wheel; happy-dom's own event knows no pointer. */
export const turnWheel = (
  axis: HTMLElement,
  how: { deltaY: number; clientX?: number; shiftKey?: boolean },
) => {
  const event = Object.assign(new Event('wheel'), { deltaX: 0, clientX: 0, shiftKey: false, ...how });
  act(() => void axis.dispatchEvent(event));
};
