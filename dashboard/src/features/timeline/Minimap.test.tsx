import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { Minimap } from './Minimap.tsx';
import { showRange, useTimeline, zoomAt } from './timeline.store.ts';

const HOUR = 3_600_000;
const noon = Date.parse('2026-03-01T12:00:00Z');

/** Ten hours on 1000 px, of which the timeline shows the first. */
function given() {
  showRange({ from: noon, to: noon + 10 * HOUR });
  zoomAt(10, noon);
  renderApp(<Minimap footage={{ sequences: [{ from: noon, to: noon + HOUR }], gaps: [] }} />);
  const map = screen.getByTitle(/^The whole range/);
  const held = new Set<number>();
  map.setPointerCapture = (id) => void held.add(id);
  map.hasPointerCapture = (id) => held.has(id);
  return { map, letGo: () => held.clear() };
}

const middle = () => {
  const { from, to } = useTimeline.getState().view;
  return ((from + to) / 2 - noon) / HOUR;
};
const pointer = (clientX: number) => ({ clientX, pointerId: 1 });

describe('the overview of a range', () => {
  beforeEach(() => showRange({ from: noon, to: noon + HOUR }));

  it('frames the part that the timeline shows', () => {
    given();
    const frame = screen.getByTestId('minimap-frame');

    expect(Number(frame.getAttribute('x'))).toBeCloseTo(1);
    expect(Number(frame.getAttribute('width'))).toBeCloseTo(98);
  });

  it('brings to the middle of the timeline what is pressed', () => {
    const { map } = given();
    fireEvent.pointerDown(map, pointer(500));

    expect(middle()).toBeCloseTo(5);
  });

  it('takes the timeline along while it is dragged, and no longer', () => {
    const { map, letGo } = given();
    fireEvent.pointerMove(map, pointer(300));
    expect(middle()).toBeCloseTo(0.5);
    fireEvent.pointerDown(map, pointer(500));
    fireEvent.pointerMove(map, pointer(700));
    expect(middle()).toBeCloseTo(7);
    letGo();
    fireEvent.pointerMove(map, pointer(200));

    expect(middle()).toBeCloseTo(7);
  });
});
