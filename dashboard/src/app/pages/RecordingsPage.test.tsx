import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePlayerStore } from '../../features/player/player.store.ts';
import { openedMoments } from '../../features/player/testing/fake-hls-source.ts';
import { ar } from '../../i18n/ar/index.ts';
import { chooseLanguage } from '../../i18n/language.ts';
import { setPlayhead } from '../../playback/playhead.store.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { at, beginAtNoon, camera, closePlayer, givenRecordings, iso, slider } from './testing-recordings.tsx';

beforeAll(fetchPages);

vi.mock(
  '../../features/player/hls-source.ts',
  () => import('../../features/player/testing/fake-hls-source.ts'),
);
vi.mock('../../features/player/stream-playlist.ts', () => ({ warmPlaylist: () => undefined }));

beforeEach(beginAtNoon);
afterEach(closePlayer);

describe('the recordings of a camera', () => {
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

    await waitFor(() => expect(openedMoments).toEqual([at('10:00:00')]));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('copy a link to the very picture', async () => {
    const { user } = await givenRecordings({ search: `?t=${iso('11:00:00')}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
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
    await givenRecordings({ search: `?t=${iso('10:22:00')}&view=${view}&speed=-2&select=${select}` });

    expect(screen.getByTestId('timeline-axis').dataset.start).toBe(iso('10:10:00.000'));
    expect(usePlayerStore.getState().speed).toBe(-2);
    expect(screen.getByTestId('selection').textContent).toContain('(5 min)');
  });

  it('keep the zoom in the address', async () => {
    const { user } = await givenRecordings();
    await user.click(screen.getByRole('button', { name: '4×' }));

    await waitFor(() => expect(location.search).toContain('view=2026-03-01T'));
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
