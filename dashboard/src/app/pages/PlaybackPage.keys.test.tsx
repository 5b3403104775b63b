import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { useGridStore } from '../../features/player/grid/grid.store.ts';
import { usePlayerStore } from '../../features/player/player.store.ts';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { aBookmark } from '../../testing/fixtures.ts';
import { api, server } from '../../testing/server.ts';
import { lengthOf } from '../../time/span.ts';
import { chooseZone } from '../../time/zone-choice.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { idOf, openPlayback, tile } from './testing-playback.tsx';

beforeAll(fetchPages);

describe('the keys of synchronised playback', () => {
  it('lists its keys at a question mark, those for the choice of a camera among them', async () => {
    const { user } = openPlayback(`/playback?cameras=${idOf(1)}`);
    await tile(1);
    await user.keyboard('?');
    const list = await screen.findByRole('dialog', { name: 'Keyboard' });

    expect(list.textContent).toContain('Play backwards; again: 2×, 4×, 8×');
    expect(list.textContent).toContain('Choose the camera above or below');
    expect(list.textContent).toContain('Start or end the selection here');
    expect([...list.querySelectorAll('kbd')].map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(['E', 'B']),
    );
  });

  it('exports and bookmarks the chosen camera, by E and B', async () => {
    const sent: unknown[] = [];
    const [from, to] = ['2026-03-01T10:00:00.000Z', '2026-03-01T10:05:00.000Z'];
    const { user } = openPlayback(`/playback?cameras=${idOf(1)},${idOf(2)}&select=${from}/${to}`);
    server.use(
      http.post(api('/cameras/:id/recordings/query'), () =>
        HttpResponse.json({ totalRecordingSeconds: 300, totalGapSeconds: 0, statistics: {} }),
      ),
      http.post(api('/cameras/:id/bookmarks'), async ({ params, request }) => {
        sent.push({ camera: params.id, ...Object(await request.json()) });
        return HttpResponse.json(aBookmark(1), { status: 201 });
      }),
    );
    await tile(2);
    await user.keyboard('{ArrowDown}{ArrowDown}e');
    expect(await screen.findByRole('dialog', { name: 'Export from Gate 2' })).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('b');
    const bookmark = await screen.findByRole('dialog', { name: 'New bookmark' });
    expect(bookmark.textContent).toContain('Gate 2');
    await user.keyboard('Red car{Enter}');

    await waitFor(() =>
      expect(sent).toEqual([{ camera: idOf(2), startTime: from, endTime: to, title: 'Red car' }]),
    );
  });

  it('asks for a date and a time after G', async () => {
    const { user } = openPlayback(`/playback?cameras=${idOf(1)}`);
    await tile(1);
    await user.keyboard('g');

    expect(await screen.findByRole('dialog', { name: 'Go to a date and time' })).toBeTruthy();
  });

  it('marks a stretch at the playhead with [ and ], lets its ends be typed to the second, and keeps it in the address', async () => {
    chooseZone('utc');
    onTestFinished(() => chooseZone('mine'));
    const noon = Date.parse('2026-03-01T12:00:00Z');
    const { user } = openPlayback(`/playback?cameras=${idOf(1)}&t=2026-03-01T12:00:00.250Z`);
    await tile(1);
    await waitFor(() => expect(usePlayhead.getState().at).toBe(noon + 250));
    await user.keyboard('[[{Shift>}{ArrowRight}{/Shift}]');
    expect(useTimeline.getState().selection).toEqual({ from: noon + 250, to: noon + 60_250 });
    const bar = within(screen.getByTestId('selection'));
    const to = bar.getByLabelText('To');
    fireEvent.change(to, { target: { value: '2026-03-01 12:05:30' } });
    await user.click(to);
    await user.keyboard('{Enter}');

    expect(useTimeline.getState().selection).toEqual({ from: noon + 250, to: noon + 330_000 });
    await waitFor(() =>
      expect(new URLSearchParams(location.search).get('select')).toBe(
        '2026-03-01T12:00:00.250Z/2026-03-01T12:05:30.000Z',
      ),
    );
    await user.click(bar.getByRole('button', { name: 'Zoom to it' }));
    expect(lengthOf(useTimeline.getState().view)).toBeLessThan(10 * 60_000);
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('selection')).toBeNull();
  });

  it('goes from camera to camera with the arrows up and down, and saves the picture of the one it is at', async () => {
    const saved: (string | undefined)[] = [];
    const download = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    onTestFinished(() => download.mockRestore());
    const { user } = openPlayback(`/playback?cameras=${idOf(1)},${idOf(2)},${idOf(3)}`);
    server.use(
      http.get(api('/cameras/:id/playback/frames'), ({ params }) => {
        saved.push(String(params.id));
        return HttpResponse.arrayBuffer(new ArrayBuffer(4));
      }),
    );
    await tile(3);
    const chosen = () =>
      screen
        .getAllByRole('button', { name: /^Choose Gate/ })
        .filter((button) => button.getAttribute('aria-pressed') === 'true')
        .map((button) => button.getAttribute('aria-label'));
    expect(chosen()).toEqual(['Choose Gate 1']);
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(chosen()).toEqual(['Choose Gate 2']);
    expect(screen.getByText('Gate 2 is chosen')).toBeTruthy();

    await user.keyboard('s');
    expect((await screen.findByTestId('toast')).textContent).toContain('no picture of Gate 2');
    const tiles = new Map([[idOf(2), { phase: 'showing', shownAt: Date.now() - 60_000 } as const]]);
    act(() => useGridStore.setState({ tiles }));
    await user.keyboard('s');
    await waitFor(() => expect(download).toHaveBeenCalledOnce());
    expect(saved).toEqual([idOf(2)]);
  });

  it('lets the chosen camera be heard at M, and starts its recording after R', async () => {
    const { user } = openPlayback(`/playback?cameras=${idOf(1)},${idOf(3)}`);
    await tile(3);
    await user.keyboard('{ArrowDown}m');
    expect(useGridStore.getState().heard).toBe(idOf(3));
    await user.keyboard('r');

    expect(await screen.findByRole('dialog', { name: 'Gate 3' })).toBeTruthy();
  });

  it('goes to the next footage that any of the cameras has, and says so where none has', async () => {
    const { user } = openPlayback(
      `/playback?cameras=${idOf(1)},${idOf(3)}&t=2026-03-01T12:00:00Z&view=2026-03-01T11:00:00Z/2026-03-01T13:00:00Z`,
    );
    await tile(3);
    server.use(
      http.post(api('/recordings/query'), async ({ request }) => {
        const { cameraIds, startTime, endTime } = Object(await request.json());
        const inside = (from: string) => startTime < from && from < endTime;
        const starts = ['2026-03-02T08:00:00.000Z', '2026-03-02T07:00:00.000Z'];
        const results = cameraIds.map((cameraId: string, index: number) => ({
          cameraId,
          status: 'answered',
          answer: {
            sequences: starts
              .slice(index, index + 1)
              .filter(inside)
              .map((from) => ({ startTime: from, endTime: '2026-03-02T09:00:00.000Z' })),
            gaps: [],
          },
        }));
        return HttpResponse.json({ results });
      }),
    );
    const next = () => user.keyboard('{Control>}{ArrowRight}{/Control}');
    await next();
    await waitFor(() =>
      expect(new URLSearchParams(location.search).get('t')).toBe('2026-03-02T07:00:00.000Z'),
    );
    await next();
    await waitFor(() =>
      expect(new URLSearchParams(location.search).get('t')).toBe('2026-03-02T08:00:00.000Z'),
    );
    await next();
    expect((await screen.findByTestId('toast')).textContent).toContain('No recording after');
    act(() => history.back());

    await waitFor(() => expect(usePlayhead.getState().at).toBe(Date.parse('2026-03-02T07:00:00Z')));
  });

  it('goes to the next bookmark of the chosen camera at N', async () => {
    const { user } = openPlayback(`/playback?cameras=${idOf(1)},${idOf(3)}&t=2026-03-01T12:00:00Z`);
    await tile(3);
    await waitFor(() => expect(usePlayhead.getState().at).toBeDefined());
    const asked: string[] = [];
    server.use(
      http.get(api('/cameras/:id/bookmarks/nearest'), ({ params }) => {
        asked.push(String(params.id));
        return HttpResponse.json({ bookmark: aBookmark(1, { startTime: '2026-03-01T12:30:00Z' }) });
      }),
      http.get(api('/recordings'), () => HttpResponse.json({ recordings: [], total: 0 })),
    );
    await user.keyboard('{ArrowDown}n');

    await waitFor(() =>
      expect(new URLSearchParams(location.search).get('t')).toBe('2026-03-01T12:30:00.000Z'),
    );
    expect(asked).toEqual([idOf(3)]);
  });

  it('goes to the first footage that any of the cameras has that day at Home', async () => {
    chooseZone('utc');
    onTestFinished(() => chooseZone('mine'));
    const { user } = openPlayback(
      `/playback?cameras=${idOf(1)},${idOf(3)}&t=2026-03-01T12:00:00Z&view=2026-03-01T11:59:00Z/2026-03-01T12:01:00Z`,
    );
    await tile(3);
    await waitFor(() => expect(usePlayhead.getState().at).toBeDefined());
    await user.keyboard('{Home}');

    await waitFor(() =>
      expect(new URLSearchParams(location.search).get('t')).toBe('2026-03-01T00:00:00.000Z'),
    );
  });

  it('plays all slowly while K and L are held', async () => {
    const { user } = openPlayback(`/playback?cameras=${idOf(1)},${idOf(3)}&t=2026-03-01T12:00:00Z`);
    await tile(3);
    await user.keyboard('{k>}{l>}');
    expect(usePlayerStore.getState().speed).toBe(0.5);
    expect(useGridStore.getState().wanted).toBe('play');
    await user.keyboard('{/l}{/k}');

    expect(usePlayerStore.getState().speed).toBe(1);
    expect(useGridStore.getState().wanted).toBe('pause');
  });
});
