import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepSpeed, usePlayerStore } from '../../features/player/player.store.ts';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { setPlayhead, usePlayhead } from '../../playback/playhead.store.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { at, atNoon, camera, closePlayer, givenRecordings, iso } from './testing/recordings-page.tsx';

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

describe('the address of the recordings of a camera', () => {
  it('holds the moment that is clicked, which plays', async () => {
    const { clickAt } = await givenRecordings();
    clickAt(at('08:00:00'));

    await waitFor(() => expect(opened.moments).toHaveLength(1));
    expect(Math.abs((opened.moments[0] ?? 0) - at('08:00:00'))).toBeLessThan(25_000);
    expect(new URLSearchParams(location.search).get('t')).toBe(
      new Date(opened.moments[0] ?? 0).toISOString(),
    );
  });

  it('open at the moment of a link', async () => {
    await givenRecordings({ search: `?t=${iso('07:30:00.250')}` });

    await waitFor(() => expect(opened.moments).toEqual([at('07:30:00.250')]));
    expect(usePlayhead.getState().goingTo).toBe(at('07:30:00.250'));
  });

  it('open at a link to the end of time without harm', async () => {
    await givenRecordings({ search: '?t=%2B275760-09-13T00:00:00Z' });

    expect(await screen.findByText('Choose a moment')).toBeTruthy();
  });

  it('come back with the browser to where one leapt from, not to every moment of scrubbing', async () => {
    const { user, clickAt } = await givenRecordings();
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
    const { user } = await givenRecordings({
      search: `?t=${iso('08:00:00')}&view=${view}&speed=2&select=${select}`,
    });
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
    const { user } = await givenRecordings({ search: `?t=${iso('11:00:00')}` });
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
    await givenRecordings({ search: `?t=${iso('10:22:00')}&view=${view}&speed=-2&select=${select}` });

    expect(screen.getByTestId('timeline-axis').dataset.start).toBe(iso('10:10:00.000'));
    expect(usePlayerStore.getState().speed).toBe(-2);
    expect(screen.getByTestId('selection').textContent).toContain('(5 min)');
  });

  it('keep the zoom in the address', async () => {
    const { user } = await givenRecordings();
    await user.click(screen.getByRole('button', { name: '4×' }));

    await waitFor(() => expect(location.search).toContain('view=2026-03-01T'), { timeout: 2_000 });
  });
});
