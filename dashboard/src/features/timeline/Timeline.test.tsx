import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseLanguage } from '../../i18n/language.ts';
import { setPlayhead, usePlayhead } from '../../playback/playhead.store.ts';
import { renderApp } from '../../testing/render.tsx';
import { lengthOf } from '../../time/span.ts';
import { chooseZone, setSiteZone } from '../../time/zone-choice.ts';
import { GoToNow } from './GoToNow.tsx';
import type { Mark } from './marks.ts';
import { Timeline } from './Timeline.tsx';
import { clearSelection, selectSpan, showRange, useTimeline } from './timeline.store.ts';
import { ZoomButtons } from './ZoomButtons.tsx';

const HOUR = 3_600_000;
const noon = Date.parse('2026-03-01T12:00:00Z');
const sequences = [
  { from: noon, to: noon + HOUR / 4 },
  { from: noon + HOUR / 2, to: noon + HOUR },
];
const gaps = [{ from: noon + HOUR / 4, to: noon + HOUR / 2 }];

const none: readonly Mark[] = [];

/** An hour on an axis that is 1000 px wide (what happy-dom, which has no layout, is told). */
function given({ now = noon + 2 * HOUR, reason = undefined as string | undefined, marks = none } = {}) {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  showRange({ from: noon, to: noon + HOUR });
  const onSeek = vi.fn();
  const onPress = vi.fn();
  const onCommand = vi.fn();
  const view = renderApp(
    <>
      <ZoomButtons />
      <Timeline
        footage={{ sequences, gaps: gaps.map((gap) => ({ ...gap, reason })) }}
        stale={false}
        marks={marks}
        onSeek={onSeek}
        onPress={onPress}
        onCommand={onCommand}
      />
    </>,
  );
  const axis = screen.getByTestId('timeline-axis');
  axis.setPointerCapture = () => undefined;
  return { ...view, axis, onSeek, onPress, onCommand };
}

const shown = () => useTimeline.getState().view;
const pointer = (clientX: number) => ({ clientX, clientY: 50, button: 0, pointerId: 1 });

/** A turn of the wheel; happy-dom's own event knows no pointer. */
const turnWheel = (axis: HTMLElement, how: { deltaY: number; clientX?: number; shiftKey?: boolean }) => {
  const event = Object.assign(new Event('wheel'), { deltaX: 0, clientX: 0, shiftKey: false, ...how });
  act(() => void axis.dispatchEvent(event));
};

afterEach(() => {
  chooseZone('mine');
  setSiteZone(undefined);
});

describe('the timeline', () => {
  it('runs left to right in Arabic too, while what it says runs as Arabic does', async () => {
    await chooseLanguage('ar');
    const marks = [{ key: 'm', from: noon, to: noon, count: 1, words: { title: 'Theft', by: 'noor' } }];
    const { axis } = given({ marks });
    fireEvent.pointerMove(axis, pointer(300));
    fireEvent.pointerEnter(screen.getByTestId('timeline-mark'));

    expect(axis.dir).toBe('ltr');
    expect(screen.getByTestId('timeline-tooltip').dir).toBe('rtl');
    expect(screen.getByTestId('timeline-mark-tip').dir).toBe('rtl');
  });

  it('draws footage and gaps where they are', () => {
    given();
    const [first, second] = screen.getAllByTestId('timeline-sequence');
    const gap = screen.getByTestId('timeline-gap');

    expect(first?.dataset).toMatchObject({
      start: '2026-03-01T12:00:00.000Z',
      end: '2026-03-01T12:15:00.000Z',
    });
    expect([second?.getAttribute('x'), second?.getAttribute('width')]).toEqual(['500', '500']);
    expect([gap.getAttribute('x'), gap.getAttribute('width')]).toEqual(['250', '250']);
    expect(gap.dataset.end).toBe('2026-03-01T12:30:00.000Z');
  });

  it('shows how dense footage is where sequences can not be told apart', () => {
    showRange({ from: noon, to: noon + HOUR });
    const density = [
      { from: noon, to: noon + HOUR / 2, share: 1 },
      { from: noon + HOUR / 2, to: noon + HOUR, share: 0.3 },
    ];
    renderApp(
      <Timeline
        footage={{ sequences: [], gaps: [], density }}
        stale={false}
        onSeek={vi.fn()}
        onPress={vi.fn()}
        onCommand={vi.fn()}
      />,
    );
    const drawn = screen
      .getAllByTestId('timeline-density')
      .filter((path) => path.getAttribute('d') !== '')
      .map((path) => [path.getAttribute('fill-opacity'), path.getAttribute('d')?.split('v')[0]]);

    expect(drawn).toEqual([
      ['0.5', 'M500.0 28h500.0'],
      ['1', 'M0.0 28h500.0'],
    ]);
  });

  it('marks now while now is in sight', () => {
    given({ now: noon + HOUR / 2 });
    expect(screen.getByTestId('timeline-now')).toBeTruthy();
  });

  it('does not mark now when it is elsewhere', () => {
    given();
    expect(screen.queryByTestId('timeline-now')).toBeNull();
  });

  it('shows the playhead where the picture is', () => {
    given();
    expect(screen.queryByTestId('timeline-playhead')).toBeNull();
    act(() => setPlayhead(noon + HOUR / 2));

    expect(screen.getByTestId('timeline-playhead').querySelector('line')?.getAttribute('x1')).toBe('500');
  });

  it('seeks to the instant that is clicked', () => {
    const { axis, onSeek, onPress } = given();
    fireEvent.pointerDown(axis, pointer(250));
    expect(onPress).toHaveBeenCalledExactlyOnceWith(noon + HOUR * 0.25);
    fireEvent.pointerUp(axis, pointer(252));

    expect(onSeek).toHaveBeenCalledExactlyOnceWith(noon + HOUR * 0.25);
  });

  it('pans when dragged, and does not seek then', () => {
    const { axis, onSeek } = given();
    fireEvent.pointerDown(axis, pointer(500));
    fireEvent.pointerMove(axis, pointer(400));
    fireEvent.pointerUp(axis, pointer(400));

    expect(onSeek).not.toHaveBeenCalled();
    expect(shown().from).toBeCloseTo(noon + HOUR * 0.1);
    expect(lengthOf(shown())).toBeCloseTo(HOUR);
  });

  it('takes the playhead along when dragged there, and seeks when it is let go', () => {
    const { axis, onSeek } = given();
    act(() => setPlayhead(noon + HOUR / 2));
    fireEvent.pointerDown(axis, pointer(503));
    fireEvent.pointerMove(axis, pointer(600));
    expect(usePlayhead.getState()).toEqual({ at: noon + HOUR / 2, goingTo: noon + HOUR * 0.6 });
    expect(screen.getByTestId('timeline-going-to').getAttribute('x1')).toBe('600');
    fireEvent.pointerUp(axis, pointer(610));

    expect(onSeek).toHaveBeenCalledExactlyOnceWith(noon + HOUR * 0.61);
    expect(shown().from).toBe(noon);
  });

  it('marks a stretch when dragged on the ruler, or with Shift', () => {
    const { axis, onSeek } = given();
    fireEvent.pointerDown(axis, { ...pointer(100), clientY: 5 });
    fireEvent.pointerMove(axis, { ...pointer(300), clientY: 5 });
    fireEvent.pointerUp(axis, pointer(300));
    expect(useTimeline.getState().selection).toEqual({ from: noon + HOUR * 0.1, to: noon + HOUR * 0.3 });

    fireEvent.pointerDown(axis, { ...pointer(600), shiftKey: true });
    fireEvent.pointerMove(axis, pointer(500));
    fireEvent.pointerUp(axis, pointer(500));
    expect(useTimeline.getState().selection).toEqual({ from: noon + HOUR * 0.5, to: noon + HOUR * 0.6 });
    expect(onSeek).not.toHaveBeenCalled();
  });

  it('sticks to the edge of a sequence when a stretch is marked, unless Alt is held', () => {
    const { axis } = given();
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
    const { axis, onSeek } = given();
    act(() => setPlayhead(noon + HOUR * 0.7));
    fireEvent.pointerDown(axis, pointer(700));
    fireEvent.pointerMove(axis, pointer(600));
    fireEvent.pointerUp(axis, pointer(495));

    expect(onSeek).toHaveBeenCalledExactlyOnceWith(noon + HOUR / 2);
  });

  it('zooms around two fingers that move apart', () => {
    const { axis, onSeek } = given();
    fireEvent.pointerDown(axis, { ...pointer(400), pointerId: 1 });
    fireEvent.pointerDown(axis, { ...pointer(600), pointerId: 2 });
    fireEvent.pointerMove(axis, { ...pointer(800), pointerId: 2 });
    fireEvent.pointerUp(axis, { ...pointer(800), pointerId: 2 });
    fireEvent.pointerUp(axis, { ...pointer(400), pointerId: 1 });

    expect(lengthOf(shown())).toBeCloseTo(HOUR / 2);
    expect(onSeek).not.toHaveBeenCalled();
  });

  it('tells why there is a gap, where the VMS knows', () => {
    const { axis } = given({ reason: 'camera_connection_lost' });
    fireEvent.pointerMove(axis, pointer(300));

    expect(screen.getByTestId('timeline-tooltip').textContent).toContain('the camera was not reachable');
  });

  it('zooms around the pointer with the wheel', () => {
    const { axis } = given();
    turnWheel(axis, { deltaY: -100, clientX: 250 });

    expect(lengthOf(shown())).toBeLessThan(HOUR);
    expect((noon + HOUR / 4 - shown().from) / lengthOf(shown())).toBeCloseTo(0.25);
  });

  it('pans with Shift and the wheel', () => {
    const { axis } = given();
    turnWheel(axis, { deltaY: 100, shiftKey: true });

    expect(shown().from).toBeCloseTo(noon + HOUR * 0.1);
  });

  it('tells the time under the pointer and what there is', () => {
    const { axis } = given();
    fireEvent.pointerMove(axis, pointer(300));
    const tooltip = screen.getByTestId('timeline-tooltip');

    expect(tooltip.querySelector('time')?.dateTime).toBe('2026-03-01T12:18:00.000Z');
    expect(tooltip.textContent).toContain('no recording');
    fireEvent.pointerLeave(axis);
    expect(screen.queryByTestId('timeline-tooltip')).toBeNull();
  });

  it('tells the distance from UTC once, also in an hour that comes twice', () => {
    setSiteZone('Europe/Berlin');
    chooseZone('site');
    const { axis } = given({ now: Date.parse('2026-10-26T00:00:00Z') });
    const tip = (from: string) => {
      const start = Date.parse(from);
      act(() => showRange({ from: start, to: start + HOUR }));
      fireEvent.pointerMove(axis, pointer(500));
      return screen.getByTestId('timeline-tooltip').querySelector('time')?.textContent;
    };

    expect(tip('2026-10-25T01:00:00Z')).toBe('Sun 25 Oct 02:30:00 +01:00');
    expect(tip('2026-10-25T03:00:00Z')).toBe('Sun 25 Oct 04:30:00 UTC+01:00');
  });

  it('is a slider that says where the playhead is', () => {
    given();
    const slider = screen.getByRole('slider', { name: 'Timeline' });
    expect(slider.getAttribute('aria-valuetext')).toBe('No moment chosen');
    act(() => setPlayhead(noon + HOUR / 3 + 400));

    expect(slider.getAttribute('aria-valuetext')).toMatch(/2026, \d\d:20:00, .*UTC.*, no recording$/);
    expect(slider.getAttribute('aria-valuenow')).toBe(String((noon + HOUR / 3) / 1000));
  });

  it('hands on what its keys ask for', async () => {
    const { user, onCommand } = given();
    screen.getByRole('slider', { name: 'Timeline' }).focus();
    await user.keyboard('{ArrowRight}{Shift>}{ArrowLeft}{/Shift}{Control>}{ArrowRight}{/Control}{End}x');

    expect(onCommand.mock.calls.flat()).toEqual([
      { do: 'move', ms: 5_000 },
      { do: 'move', ms: -60_000 },
      { do: 'step', direction: 'next' },
      { do: 'edge', edge: 'last' },
    ]);
  });

  it('shows a share of the range at the press of a button', async () => {
    const { user } = given();
    await user.click(screen.getByRole('button', { name: '4×' }));

    expect(lengthOf(shown())).toBe(HOUR / 4);
    expect(screen.getByRole('button', { name: '4×' }).getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByRole('button', { name: '1×' }).getAttribute('aria-pressed')).toBe('false');
  });
});

describe('the ends of a selection', () => {
  const marked = () => useTimeline.getState().selection;
  const end = () => screen.getByRole('slider', { name: 'End of the selection' });
  const begin = () => {
    const { user } = given();
    act(() => selectSpan(noon + HOUR * 0.1, noon + HOUR * 0.4));
    return user;
  };

  afterEach(clearSelection);

  it('are dragged, and stick to the edges of sequences', () => {
    begin();
    const handle = end();
    handle.setPointerCapture = () => undefined;
    handle.hasPointerCapture = () => true;
    fireEvent.pointerDown(handle, pointer(400));
    fireEvent.pointerMove(handle, pointer(497));

    expect(marked()).toEqual({ from: noon + HOUR * 0.1, to: noon + HOUR / 2 });
  });

  it('are moved with the arrow keys, by a second or by ten', async () => {
    const user = begin();
    act(() => end().focus());
    await user.keyboard('{ArrowRight}{Shift>}{ArrowLeft}{/Shift}');

    expect(marked()).toEqual({ from: noon + HOUR * 0.1, to: noon + HOUR * 0.4 - 9_000 });
  });

  it('say the time they stand at', () => {
    chooseZone('utc');
    begin();

    expect(
      screen.getByRole('slider', { name: 'Start of the selection' }).getAttribute('aria-valuetext'),
    ).toMatch(/12:06:00/);
  });
});

describe('the way to now', () => {
  it('is offered while now is not on the screen, and leads there', async () => {
    const now = noon + 2 * HOUR;
    const { user } = given({ now });
    renderApp(<GoToNow />);
    await user.click(screen.getByRole('button', { name: 'Go to now' }));

    expect(shown()).toEqual({ from: now - HOUR * 0.9, to: now + HOUR * 0.1 });
    expect(screen.queryByRole('button', { name: 'Go to now' })).toBeNull();
  });
});

describe('a change of the clocks', () => {
  const change = Date.parse('2026-03-29T01:00:00Z');

  it('is marked on the ruler, and told when it is pointed at', () => {
    setSiteZone('Europe/Berlin');
    chooseZone('site');
    const { axis } = given();
    expect(screen.queryByTestId('timeline-clock-change')).toBeNull();
    act(() => showRange({ from: change - HOUR, to: change + HOUR }));
    expect(screen.getByTestId('timeline-clock-change')).toBeTruthy();
    fireEvent.pointerMove(axis, pointer(502));

    expect(screen.getByTestId('timeline-tooltip').textContent).toContain(
      'Clocks change from UTC+01:00 to UTC+02:00',
    );
  });
});
