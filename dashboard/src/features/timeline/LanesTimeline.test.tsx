import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setPlayhead } from '../../playback/playhead.store.ts';
import { renderApp } from '../../testing/render.tsx';
import { LanesTimeline } from './LanesTimeline.tsx';
import { clearSelection, selectSpan, showRange, useTimeline } from './timeline.store.ts';

const HOUR = 3_600_000;
const noon = Date.parse('2026-03-01T12:00:00Z');
const at = (share: number) => noon + HOUR * share;

const lanes = [
  { id: 'a', name: 'Gate 1', footage: { sequences: [{ from: at(0), to: at(1) }], gaps: [] } },
  {
    id: 'b',
    name: 'Gate 2',
    footage: { sequences: [{ from: at(0.3), to: at(0.6) }], gaps: [{ from: at(0), to: at(0.3) }] },
  },
  {
    id: 'c',
    name: 'Gate 3',
    footage: { sequences: [], gaps: [], density: [{ from: at(0), to: at(1), share: 0.4 }] },
  },
];

/** An hour of three cameras on an axis that is 1000 px wide. */
function given() {
  showRange({ from: noon, to: noon + HOUR });
  const onPoint = vi.fn();
  renderApp(
    <LanesTimeline
      lanes={lanes}
      chosen="b"
      stale={false}
      onPoint={onPoint}
      onCommand={vi.fn()}
      thumbnail={(cameraId) => <i data-testid="thumbnail">{cameraId}</i>}
    />,
  );
  const axis = screen.getByTestId('timeline-axis');
  axis.setPointerCapture = () => undefined;
  return { axis, onPoint };
}

const pointer = (clientX: number, clientY: number) => ({ clientX, clientY, button: 0, pointerId: 1 });
const SECOND_LANE = 52;

beforeEach(() => {
  vi.useFakeTimers({ now: noon + 2 * HOUR, toFake: ['Date'] });
});

afterEach(clearSelection);

describe('the timeline of several cameras', () => {
  it('draws each in its lane: footage, gaps, and how dense it is where sequences can not be told apart', () => {
    given();
    const [, second, third] = screen.getAllByTestId('timeline-lane');

    expect(second?.querySelector('[data-testid="timeline-gap"]')?.getAttribute('width')).toBe('300');
    expect(second?.querySelector('[data-testid="timeline-sequence"]')?.getAttribute('x')).toBe('300');
    const dense = [...(third?.querySelectorAll('[data-testid="timeline-density"]') ?? [])];
    expect(dense.find((path) => path.getAttribute('d') !== '')?.getAttribute('fill-opacity')).toBe('0.5');
  });

  it('marks a stretch on the ruler, which sticks to the edges of every lane unless Alt is held', () => {
    const { axis, onPoint } = given();
    const drag = (held: { altKey?: boolean }) => {
      fireEvent.pointerDown(axis, { ...pointer(100, 5), ...held });
      fireEvent.pointerMove(axis, { ...pointer(594, 5), ...held });
      fireEvent.pointerUp(axis, { ...pointer(594, 5), ...held });
      return useTimeline.getState().selection;
    };

    expect(drag({})).toEqual({ from: at(0.1), to: at(0.6) });
    expect(drag({ altKey: true })).toEqual({ from: at(0.1), to: at(0.594) });
    expect(onPoint).not.toHaveBeenCalled();
  });

  it('has a handle at each end of what is marked, which sticks too', () => {
    given();
    act(() => selectSpan(at(0.1), at(0.8)));
    const handle = screen.getByRole('slider', { name: 'Start of the selection' });
    handle.setPointerCapture = () => undefined;
    handle.hasPointerCapture = () => true;
    fireEvent.pointerDown(handle, pointer(100, 5));
    fireEvent.pointerMove(handle, pointer(305, 5));

    expect(useTimeline.getState().selection).toEqual({ from: at(0.3), to: at(0.8) });
  });

  it('tells what the lane under the pointer has there, whose it is, and shows that picture', () => {
    const { axis } = given();
    fireEvent.pointerMove(axis, pointer(400, SECOND_LANE));
    const tooltip = screen.getByTestId('timeline-tooltip');

    expect(tooltip.textContent).toContain('Gate 2');
    expect(screen.getByTestId('thumbnail').textContent).toBe('b');
    fireEvent.pointerMove(axis, pointer(200, SECOND_LANE));
    expect(tooltip.textContent).toContain('no recording');
    expect(screen.queryByTestId('thumbnail')).toBeNull();
  });

  it('is a slider that speaks of the camera that is chosen', () => {
    given();
    act(() => setPlayhead(at(0.2)));

    expect(screen.getByRole('slider', { name: 'Timeline' }).getAttribute('aria-valuetext')).toMatch(
      /^Gate 2: .*no recording$/,
    );
  });
});
