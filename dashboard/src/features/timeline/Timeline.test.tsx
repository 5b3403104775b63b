import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseLanguage } from '../../i18n/language.ts';
import { setPlayhead } from '../../playback/playhead.store.ts';
import { renderApp } from '../../testing/render.tsx';
import { lengthOf } from '../../time/span.ts';
import { chooseZone, setSiteZone } from '../../time/zone-choice.ts';
import { GoToNow } from './GoToNow.tsx';
import { Timeline } from './Timeline.tsx';
import { givenTimeline, HOUR, noon, pointer, shown } from './testing-timeline.tsx';
import { showRange } from './timeline.store.ts';

afterEach(() => {
  chooseZone('mine');
  setSiteZone(undefined);
});

describe('the timeline', () => {
  it('runs left to right in Arabic too, while what it says runs as Arabic does', async () => {
    await chooseLanguage('ar');
    const marks = [{ key: 'm', from: noon, to: noon, count: 1, words: { title: 'Theft', by: 'noor' } }];
    const { axis } = givenTimeline({ marks });
    fireEvent.pointerMove(axis, pointer(300));
    fireEvent.pointerEnter(screen.getByTestId('timeline-mark'));

    expect(axis.dir).toBe('ltr');
    expect(screen.getByTestId('timeline-tooltip').dir).toBe('rtl');
    expect(screen.getByTestId('timeline-mark-tip').dir).toBe('rtl');
  });

  it('draws footage and gaps where they are', () => {
    givenTimeline();
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
        onPoint={vi.fn()}
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
    givenTimeline({ now: noon + HOUR / 2 });
    expect(screen.getByTestId('timeline-now')).toBeTruthy();
  });

  it('does not mark now when it is elsewhere', () => {
    givenTimeline();
    expect(screen.queryByTestId('timeline-now')).toBeNull();
  });

  it('shows the playhead where the picture is', () => {
    givenTimeline();
    expect(screen.queryByTestId('timeline-playhead')).toBeNull();
    act(() => setPlayhead(noon + HOUR / 2));

    expect(screen.getByTestId('timeline-playhead').querySelector('line')?.getAttribute('x1')).toBe('500');
  });

  it('tells why there is a gap, where the VMS knows', () => {
    const { axis } = givenTimeline({ reason: 'camera_connection_lost' });
    fireEvent.pointerMove(axis, pointer(300));

    expect(screen.getByTestId('timeline-tooltip').textContent).toContain('the camera was not reachable');
  });

  it('tells the time under the pointer and what there is', () => {
    const { axis } = givenTimeline();
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
    const { axis } = givenTimeline({ now: Date.parse('2026-10-26T00:00:00Z') });
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
    givenTimeline();
    const slider = screen.getByRole('slider', { name: 'Timeline' });
    expect(slider.getAttribute('aria-valuetext')).toBe('No moment chosen');
    act(() => setPlayhead(noon + HOUR / 3 + 400));

    expect(slider.getAttribute('aria-valuetext')).toMatch(/2026, \d\d:20:00, .*UTC.*, no recording$/);
    expect(slider.getAttribute('aria-valuenow')).toBe(String((noon + HOUR / 3) / 1000));
  });

  it('hands on what its keys ask for', async () => {
    const { user, onCommand } = givenTimeline();
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
    const { user } = givenTimeline();
    await user.click(screen.getByRole('button', { name: '4×' }));

    expect(lengthOf(shown())).toBe(HOUR / 4);
    expect(screen.getByRole('button', { name: '4×' }).getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByRole('button', { name: '1×' }).getAttribute('aria-pressed')).toBe('false');
  });
});

describe('the way to now', () => {
  it('is offered while now is not on the screen, and leads there', async () => {
    const now = noon + 2 * HOUR;
    const { user } = givenTimeline({ now });
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
    const { axis } = givenTimeline();
    expect(screen.queryByTestId('timeline-clock-change')).toBeNull();
    act(() => showRange({ from: change - HOUR, to: change + HOUR }));
    expect(screen.getByTestId('timeline-clock-change')).toBeTruthy();
    fireEvent.pointerMove(axis, pointer(502));

    expect(screen.getByTestId('timeline-tooltip').textContent).toContain(
      'Clocks change from UTC+01:00 to UTC+02:00',
    );
  });
});
