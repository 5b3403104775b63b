import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepSpeed, tellPlayer, usePlayerStore } from '../../features/player/player.store.ts';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { ar } from '../../i18n/ar/index.ts';
import { chooseLanguage } from '../../i18n/language.ts';
import { setPlayhead, usePlayhead } from '../../playback/playhead.store.ts';
import { aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { givenWorld } from '../../testing/world.ts';
import { currentZone, toWallTime } from '../../time/zone.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { Pages } from '../Pages.tsx';

beforeAll(fetchPages);

const opened = vi.hoisted((): { moments: number[]; warmed: number[] } => ({ moments: [], warmed: [] }));

vi.mock('../../features/player/hls-source.ts', async () => {
  const fake = await import('../../features/player/testing/fake-hls-source.ts');
  opened.moments = fake.openedMoments;
  return fake;
});

vi.mock('../../features/player/stream-playlist.ts', () => ({
  warmPlaylist: ({ at }: { at: number }) => opened.warmed.push(at),
}));

const camera = aCamera(1, { nameAr: 'البوابة 1' });
const iso = (clock: string) => `2026-03-01T${clock}Z`;
const at = (clock: string) => Date.parse(iso(clock));
const now = at('12:00:00');

async function given({ search = '' } = {}) {
  givenWorld({
    cameras: [camera],
    sequences: [
      [iso('06:00:00'), iso('09:00:00')],
      [iso('10:00:00'), iso('11:59:00')],
    ],
    gaps: [[iso('09:00:00'), iso('10:00:00')]],
  });
  history.replaceState(null, '', `/cameras/${camera.id}/recordings${search}`);
  const view = renderApp(<Pages me={aPerson('investigator')} />);
  await screen.findAllByTestId('timeline-sequence');
  const axis = screen.getByTestId('timeline-axis');
  axis.setPointerCapture = () => undefined;
  const clickAt = (time: number) => {
    const [from, to] = [axis.dataset.start, axis.dataset.end].map((end) => Date.parse(end ?? ''));
    const clientX = ((time - (from ?? 0)) / ((to ?? 0) - (from ?? 0))) * 1000;
    fireEvent.pointerDown(axis, { clientX, clientY: 50, button: 0, pointerId: 1 });
    fireEvent.pointerUp(axis, { clientX, clientY: 50, button: 0, pointerId: 1 });
  };
  return { ...view, clickAt };
}

const slider = () => screen.getByRole('slider', { name: 'Timeline' });

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  opened.moments.length = 0;
  opened.warmed = [];
});

afterEach(() => {
  tellPlayer({ type: 'closed' });
  keepSpeed(1);
});

describe('the recordings of a camera', () => {
  it('invite to choose a moment, and play the newest footage at a press', async () => {
    const { user } = await given();
    await user.click(await screen.findByRole('button', { name: /^Play from/ }));

    await waitFor(() => expect(opened.moments).toEqual([at('11:58:00')]));
  });

  it('play the moment that is clicked, and keep it in the address', async () => {
    const { clickAt } = await given();
    clickAt(at('08:00:00'));

    await waitFor(() => expect(opened.moments).toHaveLength(1));
    expect(Math.abs((opened.moments[0] ?? 0) - at('08:00:00'))).toBeLessThan(25_000);
    expect(new URLSearchParams(location.search).get('t')).toBe(
      new Date(opened.moments[0] ?? 0).toISOString(),
    );
  });

  it('go to the next footage when a gap is clicked', async () => {
    const { clickAt } = await given();
    clickAt(at('09:30:00'));

    await waitFor(() => expect(opened.moments).toEqual([at('10:00:00')]));
    expect(opened.warmed).toEqual([at('10:00:00')]);
  });

  it('open at the moment of a link', async () => {
    await given({ search: `?t=${iso('07:30:00.250')}` });

    await waitFor(() => expect(opened.moments).toEqual([at('07:30:00.250')]));
    expect(usePlayhead.getState().goingTo).toBe(at('07:30:00.250'));
  });

  it('follow the keys of the timeline', async () => {
    const { user } = await given({ search: `?t=${iso('10:30:00')}` });
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    act(() => slider().focus());
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('10:31:00')));
    await user.keyboard('{Control>}{ArrowLeft}{/Control}');

    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('10:00:00')));
  });

  it('go back over a gap from the start of a sequence', async () => {
    const { user } = await given({ search: `?t=${iso('10:00:04')}` });
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Back 10 seconds' }));

    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('08:59:54')));
  });

  it('open at a link to the end of time without harm', async () => {
    await given({ search: '?t=%2B275760-09-13T00:00:00Z' });

    expect(await screen.findByText('Choose a moment')).toBeTruthy();
  });

  it('say so when no footage follows', async () => {
    const { user } = await given({ search: `?t=${iso('11:00:00')}` });
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Next recording' }));

    expect((await screen.findByTestId('toast')).textContent).toContain('No recording after');
  });

  it('say of which camera the timeline is', async () => {
    await given({ search: `?t=${iso('08:00:00')}` });

    expect(slider().getAttribute('aria-valuetext')).toMatch(/^Gate 1/);
  });

  it('are also a table to be read, and played from', async () => {
    const { user } = await given();
    await user.click(screen.getByRole('button', { name: 'What was recorded, as a table' }));
    const table = within(await screen.findByRole('table', { name: 'What was recorded by Gate 1' }));
    const rows = table.getAllByRole('row').slice(1);
    expect(rows.map(({ textContent }) => textContent?.match(/^[a-z ]+/)?.[0])).toEqual([
      'recorded',
      'no recording',
      'recorded',
    ]);
    expect(rows[1]?.textContent).toContain('1 h');
    await user.click(table.getAllByRole('button', { name: /^Play from/ })[1] ?? document.body);

    await waitFor(() => expect(opened.moments).toEqual([at('10:00:00')]));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('lead from a stretch without any to the nearest before and after it', async () => {
    const { user } = await given();
    act(() => useTimeline.setState({ view: { from: at('09:10:00'), to: at('09:50:00') } }));
    await user.click(await screen.findByRole('button', { name: 'Later recording' }));
    await waitFor(() => expect(opened.moments).toEqual([at('10:00:00')]));
    act(() => useTimeline.setState({ view: { from: at('09:10:00'), to: at('09:50:00') } }));
    await user.click(await screen.findByRole('button', { name: 'Earlier recording' }));

    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('08:59:50')));
  });

  it('come back with the browser to where one leapt from, not to every moment of scrubbing', async () => {
    const { user, clickAt } = await given();
    clickAt(at('07:00:00'));
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    clickAt(at('08:00:00'));
    await waitFor(() => expect(opened.moments).toHaveLength(2));
    const { length } = history;
    await user.click(screen.getByRole('button', { name: 'Next recording' }));
    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('10:00:00')));
    expect(history.length).toBe(length + 1);
    act(() => history.back());

    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('08:00:00')));
    expect(location.search).toContain(`t=${new Date(at('08:00:00')).toISOString()}`);
  });

  it('come back with the browser to the speed, the zoom and the marked stretch of that moment', async () => {
    const view = `${iso('07:00:00.000')}/${iso('09:00:00.000')}`;
    const select = `${iso('07:10:00.000')}/${iso('07:15:00.000')}`;
    const { user } = await given({ search: `?t=${iso('08:00:00')}&view=${view}&speed=2&select=${select}` });
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Next recording' }));
    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('10:00:00')));
    act(() => {
      keepSpeed(1);
      useTimeline.setState({ selection: undefined });
    });
    await waitFor(() => expect(location.search).not.toMatch(/speed|select/), { timeout: 2_000 });
    act(() => history.back());

    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('08:00:00')));
    expect(usePlayerStore.getState().speed).toBe(2);
    expect(useTimeline.getState()).toMatchObject({
      view: { from: at('07:00:00'), to: at('09:00:00') },
      selection: { from: at('07:10:00'), to: at('07:15:00') },
    });
  });

  it('copy a link to the very picture', async () => {
    const { user } = await given({ search: `?t=${iso('11:00:00')}` });
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    act(() => setPlayhead(at('11:00:00')));
    await user.click(screen.getByRole('button', { name: 'Copy link to this moment' }));

    expect((await screen.findByTestId('toast')).textContent).toContain('Link copied');
    expect(await navigator.clipboard.readText()).toBe(
      `${location.origin}/cameras/${camera.id}/recordings?t=2026-03-01T11:00:00.000Z&view=2026-03-01T10:30:00.000Z/2026-03-01T11:30:00.000Z`,
    );
  });

  it('come back from a link as they were: zoom, speed and selection', async () => {
    const view = `${iso('10:10:00.000')}/${iso('10:40:00.000')}`;
    const select = `${iso('10:20:00.000')}/${iso('10:25:00.000')}`;
    await given({ search: `?t=${iso('10:22:00')}&view=${view}&speed=-2&select=${select}` });

    expect(screen.getByTestId('timeline-axis').dataset.start).toBe(iso('10:10:00.000'));
    expect(usePlayerStore.getState().speed).toBe(-2);
    expect(screen.getByTestId('selection').textContent).toContain('(5 min)');
  });

  it('keep the zoom in the address', async () => {
    const { user } = await given();
    await user.click(screen.getByRole('button', { name: '4×' }));

    await waitFor(() => expect(location.search).toContain('view=2026-03-01T'), { timeout: 2_000 });
  });

  it('list their keys at a question mark', async () => {
    const { user } = await given();
    await user.keyboard('?');
    const list = await screen.findByRole('dialog', { name: 'Keyboard' });
    expect(list.textContent).toContain('Play backwards; again: 2×, 4×, 8×');
    expect(list.textContent).not.toContain('Choose the camera above or below');
    await user.keyboard('{Escape}');

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('leave the arrows up and down to the browser: there is no camera above or below', async () => {
    await given();

    expect(fireEvent.keyDown(document.body, { key: 'ArrowDown' })).toBe(true);
    expect(fireEvent.keyDown(document.body, { key: 'ArrowRight' })).toBe(false);
  });

  it('play backwards at J, and faster at J again, from the picture on screen', async () => {
    const { user } = await given({ search: `?t=${iso('11:00:00')}` });
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    await user.keyboard('jj');

    expect(usePlayerStore.getState().speed).toBe(-2);
    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('11:00:00')));
  });

  it('show the range that is asked for', async () => {
    const { user } = await given();
    await user.click(screen.getByRole('button', { name: '1 h' }));

    await waitFor(() =>
      expect(screen.getByTestId('timeline-axis').dataset.start).toBe('2026-03-01T11:00:00.000Z'),
    );
    expect(screen.queryAllByTestId('timeline-gap')).toHaveLength(0);
  });

  it('keep what is typed in one field of the range while the other is typed', async () => {
    const { user } = await given();
    const [from, to] = [screen.getByLabelText('From'), screen.getByLabelText('To')];
    await user.click(from);
    fireEvent.change(from, { target: { value: '2026-03-01T08:30' } });
    await user.click(to);
    fireEvent.change(to, { target: { value: '2026-03-01T09:30' } });
    expect(document.activeElement).toBe(screen.getByLabelText('To'));
    await user.keyboard('{Enter}');

    const axis = screen.getByTestId('timeline-axis');
    const wall = (date: string | undefined) =>
      new Date(date ?? '').getHours() * 60 + new Date(date ?? '').getMinutes();
    await waitFor(() => expect(wall(axis.dataset.start)).toBe(8 * 60 + 30));
    expect(wall(axis.dataset.end)).toBe(9 * 60 + 30);
  });

  it('name their ranges in the language of the page', async () => {
    await chooseLanguage('ar');
    await given();

    expect(screen.getByRole('button', { name: ar['recordings.range.week'] })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '7 days' })).toBeNull();
  });

  it('name the camera in the language of the page', async () => {
    await chooseLanguage('ar');
    await given();

    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('البوابة 1');
    expect(document.title).toContain('البوابة 1');
  });

  it('refuse a range that ends before it begins', async () => {
    await given();
    const to = screen.getByLabelText('To');
    fireEvent.change(to, { target: { value: '2020-01-01T00:00' } });

    expect(screen.getByRole('alert').textContent).toContain('later than the start');
  });

  it('go to a typed time after G', async () => {
    const { user } = await given();
    await user.keyboard('g');
    fireEvent.change(await screen.findByLabelText(/^Date and time/), {
      target: { value: toWallTime(at('08:00:00'), currentZone()) },
    });
    await user.click(screen.getByRole('button', { name: 'Go there' }));

    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('08:00:00')));
  });

  it('go on obeying keys when a speed has just been chosen', async () => {
    const { user, clickAt } = await given();
    clickAt(at('08:00:00'));
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    const speeds = screen.getByLabelText('Speed');
    await user.selectOptions(speeds, '2');
    speeds.focus();
    await user.keyboard('l');
    expect(usePlayerStore.getState().speed).toBe(4);
    await user.keyboard('j');
    expect(usePlayerStore.getState().speed).toBe(-1);
    const { wanted } = usePlayerStore.getState().model;
    await user.keyboard(' ');
    expect(usePlayerStore.getState().model.wanted).not.toBe(wanted);
    await user.keyboard('k');
    expect(usePlayerStore.getState().model.wanted).toBe(wanted);
    const { length } = opened.moments;
    fireEvent.keyDown(speeds, { key: 'ArrowDown' });
    fireEvent.keyDown(speeds, { key: '4' });
    expect(opened.moments).toHaveLength(length); // those move the choice
  });

  it('open the recording control after R', async () => {
    const { user } = await given();
    await user.keyboard('r');

    expect((await screen.findByRole('dialog')).textContent).toContain('Recording');
  });
});
