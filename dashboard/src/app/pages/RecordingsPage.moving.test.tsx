import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openedMoments } from '../../features/player/testing/fake-hls-source.ts';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { setPlayhead, usePlayhead } from '../../playback/playhead.store.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { at, beginAtNoon, closePlayer, givenRecordings, iso } from './testing-recordings.tsx';

beforeAll(fetchPages);

vi.mock(
  '../../features/player/hls-source.ts',
  () => import('../../features/player/testing/fake-hls-source.ts'),
);
const { warmed } = vi.hoisted(() => ({ warmed: [] as number[] }));

vi.mock('../../features/player/stream-playlist.ts', () => ({
  warmPlaylist: ({ at }: { at: number }) => warmed.push(at),
}));

beforeEach(() => {
  beginAtNoon();
  warmed.length = 0;
});
afterEach(closePlayer);

describe('the recordings of a camera', () => {
  it('invite to choose a moment, and play the newest footage at a press', async () => {
    const { user } = await givenRecordings();
    await user.click(await screen.findByRole('button', { name: /^Play from/ }));

    await waitFor(() => expect(openedMoments).toEqual([at('11:58:00')]));
  });

  it('play the moment that is clicked, and keep it in the address', async () => {
    const { clickAt } = await givenRecordings();
    clickAt(at('08:00:00'));

    await waitFor(() => expect(openedMoments).toHaveLength(1));
    expect(Math.abs((openedMoments[0] ?? 0) - at('08:00:00'))).toBeLessThan(25_000);
    expect(new URLSearchParams(location.search).get('t')).toBe(new Date(openedMoments[0] ?? 0).toISOString());
  });

  it('go from a gap that is clicked to the nearest footage, say so, and come back at Undo', async () => {
    const view = `${iso('06:00:00')}/${iso('12:00:00')}`;
    const { user, clickAt } = await givenRecordings({ search: `?t=${iso('07:00:00')}&view=${view}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    act(() => setPlayhead(at('07:00:00')));
    clickAt(at('09:10:00'));
    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('08:59:50')));
    expect(warmed).toEqual([at('08:59:50')]);
    const told = await screen.findByTestId('toast');
    expect(told.textContent).toMatch(/No recording \d\d:00:00–\d\d:00:00.*Jumped to \d\d:59:50/);
    clickAt(at('09:50:00'));
    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:00:00')));
    await waitFor(() => expect(screen.getAllByTestId('toast')).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Undo' }));

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('07:00:00')));
    await waitFor(() => expect(screen.queryByTestId('toast')).toBeNull());
  });

  it('offer no way back from a gap where nothing was on screen', async () => {
    const { clickAt } = await givenRecordings();
    clickAt(at('09:50:00'));

    expect((await screen.findByTestId('toast')).textContent).toContain('Jumped to');
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('open at the moment of a link', async () => {
    await givenRecordings({ search: `?t=${iso('07:30:00.250')}` });

    await waitFor(() => expect(openedMoments).toEqual([at('07:30:00.250')]));
    expect(usePlayhead.getState().goingTo).toBe(at('07:30:00.250'));
  });

  it('go back over a gap from the start of a sequence', async () => {
    const { user } = await givenRecordings({ search: `?t=${iso('10:00:04')}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Back 10 seconds' }));

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('08:59:54')));
  });

  it('open at a link to the end of time without harm', async () => {
    await givenRecordings({ search: '?t=%2B275760-09-13T00:00:00Z' });

    expect(await screen.findByText('Choose a moment')).toBeTruthy();
  });

  it('say so when no footage follows', async () => {
    const { user } = await givenRecordings({ search: `?t=${iso('11:00:00')}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Next recording' }));

    expect((await screen.findByTestId('toast')).textContent).toContain('No recording after');
  });

  it('lead from a stretch without any to the nearest before and after it', async () => {
    const { user } = await givenRecordings();
    act(() => useTimeline.setState({ view: { from: at('09:10:00'), to: at('09:50:00') } }));
    await user.click(await screen.findByRole('button', { name: 'Later recording' }));
    await waitFor(() => expect(openedMoments).toEqual([at('10:00:00')]));
    act(() => useTimeline.setState({ view: { from: at('09:10:00'), to: at('09:50:00') } }));
    await user.click(await screen.findByRole('button', { name: 'Earlier recording' }));

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('08:59:50')));
  });

  it('come back with the browser to where one leapt from, not to every moment of scrubbing', async () => {
    const { user, clickAt } = await givenRecordings();
    clickAt(at('07:00:00'));
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    clickAt(at('08:00:00'));
    await waitFor(() => expect(openedMoments).toHaveLength(2));
    const { length } = history;
    await user.click(screen.getByRole('button', { name: 'Next recording' }));
    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:00:00')));
    expect(history.length).toBe(length + 1);
    act(() => history.back());

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('08:00:00')));
    expect(location.search).toContain(`t=${new Date(at('08:00:00')).toISOString()}`);
  });
});
