import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { ar } from '../../i18n/ar/index.ts';
import { chooseLanguage } from '../../i18n/language.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { at, atNoon, closePlayer, givenRecordings, iso, slider } from './testing/recordings-page.tsx';

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

beforeEach(() => {
  atNoon();
  opened.moments.length = 0;
  opened.warmed = [];
});

afterEach(closePlayer);

describe('the recordings of a camera', () => {
  it('invite to choose a moment, and play the newest footage at a press', async () => {
    const { user } = await givenRecordings();
    await user.click(await screen.findByRole('button', { name: /^Play from/ }));

    await waitFor(() => expect(opened.moments).toEqual([at('11:58:00')]));
  });

  it('go to the next footage when a gap is clicked', async () => {
    const { clickAt } = await givenRecordings();
    clickAt(at('09:30:00'));

    await waitFor(() => expect(opened.moments).toEqual([at('10:00:00')]));
    expect(opened.warmed).toEqual([at('10:00:00')]);
  });

  it('go back over a gap from the start of a sequence', async () => {
    const { user } = await givenRecordings({ search: `?t=${iso('10:00:04')}` });
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Back 10 seconds' }));

    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('08:59:54')));
  });

  it('say so when no footage follows', async () => {
    const { user } = await givenRecordings({ search: `?t=${iso('11:00:00')}` });
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Next recording' }));

    expect((await screen.findByTestId('toast')).textContent).toContain('No recording after');
  });

  it('say of which camera the timeline is', async () => {
    await givenRecordings({ search: `?t=${iso('08:00:00')}` });

    expect(slider().getAttribute('aria-valuetext')).toMatch(/^Gate 1/);
  });

  it('are also a table to be read, and played from', async () => {
    const { user } = await givenRecordings();
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
    const { user } = await givenRecordings();
    act(() => useTimeline.setState({ view: { from: at('09:10:00'), to: at('09:50:00') } }));
    await user.click(await screen.findByRole('button', { name: 'Later recording' }));
    await waitFor(() => expect(opened.moments).toEqual([at('10:00:00')]));
    act(() => useTimeline.setState({ view: { from: at('09:10:00'), to: at('09:50:00') } }));
    await user.click(await screen.findByRole('button', { name: 'Earlier recording' }));

    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('08:59:50')));
  });

  it('show the range that is asked for', async () => {
    const { user } = await givenRecordings();
    await user.click(screen.getByRole('button', { name: '1 h' }));

    await waitFor(() =>
      expect(screen.getByTestId('timeline-axis').dataset.start).toBe('2026-03-01T11:00:00.000Z'),
    );
    expect(screen.queryAllByTestId('timeline-gap')).toHaveLength(0);
  });

  it('keep what is typed in one field of the range while the other is typed', async () => {
    const { user } = await givenRecordings();
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
    await givenRecordings();

    expect(screen.getByRole('button', { name: ar['recordings.range.week'] })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '7 days' })).toBeNull();
  });

  it('name the camera in the language of the page', async () => {
    await chooseLanguage('ar');
    await givenRecordings();

    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('البوابة 1');
    expect(document.title).toContain('البوابة 1');
  });

  it('refuse a range that ends before it begins', async () => {
    await givenRecordings();
    const to = screen.getByLabelText('To');
    fireEvent.change(to, { target: { value: '2020-01-01T00:00' } });

    expect(screen.getByRole('alert').textContent).toContain('later than the start');
  });
});
