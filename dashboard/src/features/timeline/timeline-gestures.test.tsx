import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { setPlayhead, usePlayhead } from '../../playback/playhead.store.ts';
import { lengthOf } from '../../time/span.ts';
import { givenTimeline, HOUR, noon, pointer, shown, turnWheel } from './testing-timeline.tsx';
import { clearSelection, useTimeline } from './timeline.store.ts';

afterEach(clearSelection);

describe('pointing at the timeline', () => {
  it('seeks to the instant that is clicked', () => {
    const { axis, onPoint, onPress } = givenTimeline();
    fireEvent.pointerDown(axis, pointer(250));
    expect(onPress).toHaveBeenCalledExactlyOnceWith(noon + HOUR * 0.25);
    fireEvent.pointerUp(axis, pointer(252));

    expect(onPoint).toHaveBeenCalledExactlyOnceWith(noon + HOUR * 0.25);
  });

  it('pans when dragged, and does not seek then', () => {
    const { axis, onPoint } = givenTimeline();
    fireEvent.pointerDown(axis, pointer(500));
    fireEvent.pointerMove(axis, pointer(400));
    fireEvent.pointerUp(axis, pointer(400));

    expect(onPoint).not.toHaveBeenCalled();
    expect(shown().from).toBeCloseTo(noon + HOUR * 0.1);
    expect(lengthOf(shown())).toBeCloseTo(HOUR);
  });

  it('takes the playhead along when dragged there, and seeks when it is let go', () => {
    const { axis, onPoint } = givenTimeline();
    act(() => setPlayhead(noon + HOUR / 2));
    fireEvent.pointerDown(axis, pointer(503));
    fireEvent.pointerMove(axis, pointer(600));
    expect(usePlayhead.getState()).toEqual({
      at: noon + HOUR / 2,
      goingTo: noon + HOUR * 0.6,
      scrubbing: true,
    });
    expect(screen.getByTestId('timeline-going-to').getAttribute('x1')).toBe('600');
    fireEvent.pointerUp(axis, pointer(610));

    expect(onPoint).toHaveBeenCalledExactlyOnceWith(noon + HOUR * 0.61);
    expect(shown().from).toBe(noon);
  });

  it('marks a stretch when dragged on the ruler, or with Shift', () => {
    const { axis, onPoint } = givenTimeline();
    fireEvent.pointerDown(axis, { ...pointer(100), clientY: 5 });
    fireEvent.pointerMove(axis, { ...pointer(300), clientY: 5 });
    fireEvent.pointerUp(axis, pointer(300));
    expect(useTimeline.getState().selection).toEqual({ from: noon + HOUR * 0.1, to: noon + HOUR * 0.3 });

    fireEvent.pointerDown(axis, { ...pointer(600), shiftKey: true });
    fireEvent.pointerMove(axis, pointer(500));
    fireEvent.pointerUp(axis, pointer(500));
    expect(useTimeline.getState().selection).toEqual({ from: noon + HOUR * 0.5, to: noon + HOUR * 0.6 });
    expect(onPoint).not.toHaveBeenCalled();
  });

  it('sticks to the edge of a sequence when a stretch is marked, unless Alt is held', () => {
    const { axis } = givenTimeline();
    const drag = (held: { altKey?: boolean }) => {
      fireEvent.pointerDown(axis, { ...pointer(100), shiftKey: true, ...held });
      fireEvent.pointerMove(axis, { ...pointer(244), ...held });
      fireEvent.pointerUp(axis, { ...pointer(244), ...held });
      return useTimeline.getState().selection?.to;
    };

    expect(drag({})).toBe(noon + HOUR / 4);
    expect(drag({ altKey: true })).toBe(noon + HOUR * 0.244);
  });

  it('sticks to it when the playhead is dragged there', () => {
    const { axis, onPoint } = givenTimeline();
    act(() => setPlayhead(noon + HOUR * 0.7));
    fireEvent.pointerDown(axis, pointer(700));
    fireEvent.pointerMove(axis, pointer(600));
    fireEvent.pointerUp(axis, pointer(495));

    expect(onPoint).toHaveBeenCalledExactlyOnceWith(noon + HOUR / 2);
  });

  it('lets go of the playhead when a second finger comes', () => {
    const { axis } = givenTimeline();
    act(() => setPlayhead(noon + HOUR / 2));
    fireEvent.pointerDown(axis, pointer(500));
    fireEvent.pointerMove(axis, pointer(600));
    fireEvent.pointerDown(axis, { ...pointer(700), pointerId: 2 });

    expect(usePlayhead.getState()).toEqual({ at: noon + HOUR / 2, goingTo: undefined, scrubbing: false });
  });

  it('zooms around two fingers that move apart', () => {
    const { axis, onPoint } = givenTimeline();
    fireEvent.pointerDown(axis, { ...pointer(400), pointerId: 1 });
    fireEvent.pointerDown(axis, { ...pointer(600), pointerId: 2 });
    fireEvent.pointerMove(axis, { ...pointer(800), pointerId: 2 });
    fireEvent.pointerUp(axis, { ...pointer(800), pointerId: 2 });
    fireEvent.pointerUp(axis, { ...pointer(400), pointerId: 1 });

    expect(lengthOf(shown())).toBeCloseTo(HOUR / 2);
    expect(onPoint).not.toHaveBeenCalled();
  });

  it('zooms around the pointer with the wheel', () => {
    const { axis } = givenTimeline();
    turnWheel(axis, { deltaY: -100, clientX: 250 });

    expect(lengthOf(shown())).toBeLessThan(HOUR);
    expect((noon + HOUR / 4 - shown().from) / lengthOf(shown())).toBeCloseTo(0.25);
  });

  it('pans with Shift and the wheel', () => {
    const { axis } = givenTimeline();
    turnWheel(axis, { deltaY: 100, shiftKey: true });

    expect(shown().from).toBeCloseTo(noon + HOUR * 0.1);
  });

  it('zooms in at the pointer at a double click, with Alt out, and seeks at the first click alone', () => {
    const { axis, onPoint } = givenTimeline();
    const click = (held: { altKey?: boolean }) => {
      fireEvent.pointerDown(axis, { ...pointer(250), ...held });
      fireEvent.pointerUp(axis, { ...pointer(250), ...held });
    };
    click({});
    click({});
    expect(lengthOf(shown())).toBeCloseTo(HOUR / 4);
    expect((noon + HOUR / 4 - shown().from) / lengthOf(shown())).toBeCloseTo(0.25);
    click({ altKey: true });
    click({ altKey: true });

    expect(lengthOf(shown())).toBeCloseTo(HOUR);
    expect(onPoint).toHaveBeenCalledTimes(2);
  });

  it('takes two clicks that lie apart for two', () => {
    const { axis, onPoint } = givenTimeline();
    for (const x of [250, 280]) {
      fireEvent.pointerDown(axis, pointer(x));
      fireEvent.pointerUp(axis, pointer(x));
    }

    expect(onPoint).toHaveBeenCalledTimes(2);
    expect(lengthOf(shown())).toBe(HOUR);
  });

  it('sticks to where a mark begins, too', () => {
    const begins = noon + HOUR * 0.35;
    const mark = { key: 'm', from: begins, to: begins, count: 1, words: { title: 'Theft', by: 'noor' } };
    const { axis } = givenTimeline({ marks: [mark] });
    fireEvent.pointerDown(axis, { ...pointer(100), shiftKey: true });
    fireEvent.pointerMove(axis, pointer(345));
    fireEvent.pointerUp(axis, pointer(345));

    expect(useTimeline.getState().selection?.to).toBe(begins);
  });

  it.each([
    ['a mouse', 'mouse', 17, 19],
    ['a finger', 'touch', 21, 23],
  ])('lets %s take the playhead from as far as it needs', (_, pointerType, near, far) => {
    const { axis } = givenTimeline();
    act(() => setPlayhead(noon + HOUR / 2));
    const drag = (from: number) => {
      fireEvent.pointerDown(axis, { ...pointer(from), pointerType });
      fireEvent.pointerMove(axis, { ...pointer(from + 100), pointerType });
      const { goingTo } = usePlayhead.getState();
      fireEvent.pointerCancel(axis, { ...pointer(from + 100), pointerType });
      return goingTo;
    };

    expect(drag(500 + near)).toBeDefined();
    expect(drag(500 + far)).toBeUndefined();
  });

  it('shows what there is under a finger that rests, and follows it without panning or seeking', () => {
    const { axis, onPoint } = givenTimeline();
    vi.useFakeTimers();
    const finger = (clientX: number) => ({ ...pointer(clientX), pointerType: 'touch' });
    fireEvent.pointerDown(axis, finger(300));
    fireEvent.pointerMove(axis, finger(301));
    expect(screen.queryByTestId('timeline-tooltip')).toBeNull();
    act(() => vi.advanceTimersByTime(500));
    const told = () => screen.getByTestId('timeline-tooltip').querySelector('time')?.dateTime;
    expect(told()).toBe('2026-03-01T12:18:00.000Z');
    fireEvent.pointerMove(axis, finger(400));
    expect(told()).toBe('2026-03-01T12:24:00.000Z');
    fireEvent.pointerUp(axis, finger(400));

    expect(screen.queryByTestId('timeline-tooltip')).toBeNull();
    expect(shown().from).toBe(noon);
    expect(onPoint).not.toHaveBeenCalled();
  });
});

describe('near an end of the timeline', () => {
  const sleep = (ms: number) => act(() => vi.advanceTimersByTime(ms));

  it('what is marked takes the view along, until it is let go', () => {
    const { axis } = givenTimeline();
    vi.useFakeTimers();
    fireEvent.pointerDown(axis, { ...pointer(700), shiftKey: true });
    fireEvent.pointerMove(axis, { ...pointer(960), altKey: true });
    sleep(500);
    expect(shown().from).toBe(noon);
    fireEvent.pointerMove(axis, { ...pointer(990), altKey: true });
    sleep(500);
    const { from, to } = shown();
    expect(from).toBeGreaterThan(noon);
    expect(useTimeline.getState().selection?.from).toBe(noon + HOUR * 0.7);
    expect(useTimeline.getState().selection?.to).toBeCloseTo(from + (to - from) * 0.99, -1);
    fireEvent.pointerUp(axis, pointer(990));
    const { selection } = useTimeline.getState();
    sleep(500);

    expect(shown().from).toBe(from);
    expect(useTimeline.getState().selection).toEqual(selection);
  });

  it('so does the playhead, and a drag that only pans does not go on by itself', () => {
    const { axis, onPoint } = givenTimeline();
    vi.useFakeTimers();
    act(() => setPlayhead(noon + HOUR / 2));
    fireEvent.pointerDown(axis, pointer(500));
    fireEvent.pointerMove(axis, pointer(-50));
    sleep(500);
    expect(shown().from).toBeLessThan(noon);
    fireEvent.pointerUp(axis, { ...pointer(-50), altKey: true });
    expect(onPoint).toHaveBeenCalledExactlyOnceWith(Math.round(shown().from));

    fireEvent.pointerDown(axis, pointer(100));
    fireEvent.pointerMove(axis, pointer(10));
    const { from } = shown();
    sleep(500);
    expect(shown().from).toBe(from);
  });
});
