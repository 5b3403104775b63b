import { act, createEvent, fireEvent } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { setGoingTo } from '../../playback/playhead.store.ts';
import { lengthOf } from '../../time/span.ts';
import { givenTimeline, HOUR, noon, pointer, shown, turnWheel } from './testing-timeline.tsx';
import { showRange, useTimeline } from './timeline.store.ts';

describe('a timeline that is thrown', () => {
  const sleep = (ms: number) => act(() => vi.advanceTimersByTime(ms));

  /** Drags to the left for 50 ms, rests for `rests`, and lets go. */
  function thrown({ rests = 0 } = {}) {
    const view = givenTimeline();
    vi.useFakeTimers();
    const fire = (kind: 'pointerDown' | 'pointerMove' | 'pointerUp', x: number, time: number) => {
      const event = createEvent[kind](view.axis, pointer(x));
      Object.defineProperty(event, 'timeStamp', { value: time });
      fireEvent(view.axis, event);
    };
    fire('pointerDown', 800, 1_000);
    for (const [x, time] of [
      [780, 1_010],
      [740, 1_030],
      [700, 1_050],
    ] as const)
      fire('pointerMove', x, time);
    const dragged = () => shown().from - noon;
    fire('pointerUp', 700, 1_050 + rests);
    expect(dragged()).toBeCloseTo(HOUR / 10, -1);
    return { ...view, dragged };
  }

  it('glides on, ever slower, until it stands', () => {
    const { dragged, onPoint } = thrown();
    sleep(100);
    const soon = dragged() - HOUR / 10;
    expect(soon).toBeGreaterThan(HOUR / 10);
    sleep(100);
    const later = dragged() - HOUR / 10 - soon;
    expect(later).toBeGreaterThan(0);
    expect(later).toBeLessThan(soon);
    sleep(5_000);
    const { from } = shown();
    sleep(1_000);

    expect(shown().from).toBe(from);
    expect(lengthOf(shown())).toBeCloseTo(HOUR);
    expect(onPoint).not.toHaveBeenCalled();
  });

  it('does not when the pointer rested before it was lifted', () => {
    const { dragged } = thrown({ rests: 100 });
    sleep(500);

    expect(dragged()).toBeCloseTo(HOUR / 10, -1);
  });

  it('does not for who wants no motion', () => {
    const media = vi.spyOn(window, 'matchMedia');
    onTestFinished(() => media.mockRestore());
    media.mockReturnValue(Object.assign(new EventTarget(), { ...matchMedia(''), matches: true }));
    const { dragged } = thrown();
    sleep(500);

    expect(dragged()).toBeCloseTo(HOUR / 10, -1);
  });

  it.each([
    { what: 'a press', stops: (axis: HTMLElement) => fireEvent.pointerDown(axis, pointer(300)) },
    { what: 'the wheel', stops: (axis: HTMLElement) => turnWheel(axis, { deltaY: -100, clientX: 250 }) },
    { what: 'a key', stops: () => fireEvent.keyDown(document.body, { key: 'k' }) },
    { what: 'a seek', stops: () => act(() => setGoingTo(noon)) },
    { what: 'another view', stops: () => act(() => showRange({ from: noon, to: noon + HOUR })) },
  ])('stands at once at $what', ({ stops }) => {
    const { axis } = thrown();
    sleep(50);
    stops(axis);
    const { from } = shown();
    sleep(500);

    expect(shown().from).toBe(from);
  });

  it('does not follow now afterwards, as after any drag', () => {
    thrown();
    sleep(5_000);

    expect(useTimeline.getState().panned).toBe(true);
  });
});
