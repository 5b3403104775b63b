import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { problemFor } from '../../api/errors.ts';
import { useGridStore } from '../../features/player/grid/grid.store.ts';
import { goToNow, useTimeline } from '../../features/timeline/timeline.store.ts';
import { ar } from '../../i18n/ar/index.ts';
import { chooseLanguage } from '../../i18n/language.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { aBookmark, aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, server } from '../../testing/server.ts';
import { givenWorld } from '../../testing/world.ts';
import { lengthOf } from '../../time/span.ts';
import { chooseZone } from '../../time/zone-choice.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { Pages } from '../Pages.tsx';

beforeAll(fetchPages);

const cameras = Array.from({ length: 11 }, (_, index) => aCamera(index + 1));
const idOf = (number: number) => aCamera(number).id;

function open(path: string, role: 'viewer' | 'investigator' = 'investigator') {
  givenWorld({ cameras });
  server.use(
    http.get(api('/cameras/:id/playback/stream'), () =>
      HttpResponse.json(problemFor('footage-not-found'), { status: 404 }),
    ),
    http.post(api('/recordings/query'), async ({ request }) => {
      const { cameraIds, startTime, endTime } = Object(await request.json());
      const sequences = [{ startTime, endTime }];
      const results = cameraIds.map((cameraId: string) =>
        cameraId === idOf(2)
          ? { cameraId, status: 'failed' }
          : { cameraId, status: 'answered', answer: { sequences, gaps: [] } },
      );
      return HttpResponse.json({ results });
    }),
  );
  history.replaceState(null, '', path);
  return renderApp(<Pages me={aPerson(role)} />);
}

const tile = (number: number) => screen.findByRole('region', { name: `Gate ${number}` });
const inAddress = () => new URLSearchParams(location.search).get('cameras')?.split(',') ?? [];

describe('synchronised playback', () => {
  it('tells a viewer why it is not for them', async () => {
    open(`/playback?cameras=${idOf(1)}`, 'viewer');

    expect(await screen.findByText(/for the role investigator/)).toBeTruthy();
    expect(document.querySelector('video')).toBeNull();
  });

  it('without cameras says what it is for, and lets nine be chosen and no more', async () => {
    const { user } = open('/playback');
    expect(await screen.findByText('Play several cameras together')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Choose cameras' }));
    const dialog = within(await screen.findByRole('dialog'));
    for (let number = 1; number <= 9; number += 1) {
      await user.click(await dialog.findByRole('checkbox', { name: `Gate ${number}` }));
    }
    expect(dialog.getByRole('checkbox', { name: 'Gate 10' })).toHaveProperty('disabled', true);
    await user.click(dialog.getByRole('button', { name: 'Show them' }));

    expect(await tile(9)).toBeTruthy();
    expect(inAddress()).toHaveLength(9);
  });

  it('opens the cameras of the address, each with its lane, also where one could not be asked', async () => {
    open(`/playback?cameras=${idOf(1)},${idOf(2)}`);
    await tile(1);

    expect(await tile(2)).toBeTruthy();
    expect(screen.getAllByTestId('timeline-lane')).toHaveLength(2);
  });

  it('takes a camera away, and the address follows', async () => {
    const { user } = open(`/playback?cameras=${idOf(1)},${idOf(2)},${idOf(3)}`);
    await tile(2);
    await user.click(screen.getByRole('button', { name: 'Take Gate 2 away' }));

    expect(screen.queryByRole('region', { name: 'Gate 2' })).toBeNull();
    expect(inAddress()).toEqual([idOf(1), idOf(3)]);
  });

  it('shows one camera large, and all alike again', async () => {
    const { user } = open(`/playback?cameras=${idOf(1)},${idOf(2)}`);
    await tile(2);
    await user.click(screen.getByRole('button', { name: 'Show Gate 2 large' }));
    await user.click(screen.getByRole('button', { name: 'Show all at the same size' }));

    expect(screen.getByRole('button', { name: 'Show Gate 2 large' })).toBeTruthy();
  });

  it('keeps its transport asleep until a moment is chosen, and says how to choose one', async () => {
    open(`/playback?cameras=${idOf(1)}`);
    await tile(1);

    expect(screen.getByRole('button', { name: 'Play' })).toHaveProperty('disabled', true);
    expect(screen.getByText('Click the timeline to play from there.')).toBeTruthy();
  });

  it('lists its keys at a question mark, those for the choice of a camera among them', async () => {
    const { user } = open(`/playback?cameras=${idOf(1)}`);
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
    const { user } = open(`/playback?cameras=${idOf(1)},${idOf(2)}&select=${from}/${to}`);
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

  it('lists its keys from a button too, in the language of the page', async () => {
    await chooseLanguage('ar');
    const { user } = open(`/playback?cameras=${idOf(1)}`);
    await user.click(await screen.findByRole('button', { name: ar['player.keys'] }));

    const list = await screen.findByRole('dialog', { name: ar['keys.title'] });
    expect(list.textContent).toContain(ar['keys.track']);
  });

  it('fills the screen with the pictures and their transport, by the button and by F', async () => {
    const filled: unknown[] = [];
    const { user } = open(`/playback?cameras=${idOf(1)}`);
    await tile(1);
    const player = screen.getByRole('region', { name: 'Player' });
    player.requestFullscreen = async () => void filled.push('player');
    await user.click(screen.getByRole('button', { name: 'Full screen' }));
    await user.keyboard('f');

    expect(filled).toEqual(['player', 'player']);
    expect(within(player).getByRole('button', { name: 'Play' })).toBeTruthy();
  });

  it('gives the screen back before something stands over the page', async () => {
    const { user } = open(`/playback?cameras=${idOf(1)}`);
    await tile(1);
    const exitFullscreen = vi.fn(async () => undefined);
    Object.assign(document, { fullscreenElement: document.body, exitFullscreen });
    onTestFinished(() => {
      Reflect.deleteProperty(document, 'fullscreenElement');
      Reflect.deleteProperty(document, 'exitFullscreen');
    });
    await user.keyboard('?');

    expect(await screen.findByRole('dialog', { name: 'Keyboard' })).toBeTruthy();
    expect(exitFullscreen).toHaveBeenCalledOnce();
  });

  it('without cameras keeps no question for when there are some', async () => {
    const { user } = open('/playback');
    await screen.findByText('Play several cameras together');
    await user.keyboard('?');
    await user.click(screen.getByRole('button', { name: 'Choose cameras' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(await dialog.findByRole('checkbox', { name: 'Gate 1' }));
    await user.click(dialog.getByRole('button', { name: 'Show them' }));
    await tile(1);

    expect(screen.queryByRole('dialog', { name: 'Keyboard' })).toBeNull();
  });

  it('goes back to now once that is out of sight', async () => {
    const { user } = open(`/playback?cameras=${idOf(1)}`);
    await tile(1);
    expect(screen.queryByRole('button', { name: 'Go to now' })).toBeNull();
    act(() => goToNow(Date.now() - 86_400_000));
    await user.click(await screen.findByRole('button', { name: 'Go to now' }));

    const { start = '', end = '' } = screen.getByTestId('timeline-axis').dataset;
    expect(Date.parse(start)).toBeLessThan(Date.now());
    expect(Date.parse(end)).toBeGreaterThan(Date.now());
    expect(screen.queryByRole('button', { name: 'Go to now' })).toBeNull();
  });

  it('asks for a date and a time after G', async () => {
    const { user } = open(`/playback?cameras=${idOf(1)}`);
    await tile(1);
    await user.keyboard('g');

    expect(await screen.findByRole('dialog', { name: 'Go to a date and time' })).toBeTruthy();
  });

  it('marks a stretch at the playhead with [ and ], lets its ends be typed to the second, and keeps it in the address', async () => {
    chooseZone('utc');
    onTestFinished(() => chooseZone('mine'));
    const noon = Date.parse('2026-03-01T12:00:00Z');
    const { user } = open(`/playback?cameras=${idOf(1)}&t=2026-03-01T12:00:00.250Z`);
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

  it('comes back from a link with what was marked', async () => {
    open(
      `/playback?cameras=${idOf(1)}&t=2026-03-01T12:00:00Z&select=2026-03-01T12:00:00Z/2026-03-01T12:05:00Z`,
    );
    await tile(1);

    expect(screen.getByTestId('selection').textContent).toContain('(5 min)');
    expect(screen.getByRole('slider', { name: 'Start of the selection' })).toBeTruthy();
  });

  it('goes from camera to camera with the arrows up and down, and saves the picture of the one it is at', async () => {
    const saved: (string | undefined)[] = [];
    const download = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    onTestFinished(() => download.mockRestore());
    const { user } = open(`/playback?cameras=${idOf(1)},${idOf(2)},${idOf(3)}`);
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
    const { user } = open(`/playback?cameras=${idOf(1)},${idOf(3)}`);
    await tile(3);
    await user.keyboard('{ArrowDown}m');
    expect(useGridStore.getState().heard).toBe(idOf(3));
    await user.keyboard('r');

    expect(await screen.findByRole('dialog', { name: 'Gate 3' })).toBeTruthy();
  });

  it('goes to the next footage that any of the cameras has, and says so where none has', async () => {
    const { user } = open(
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
    await user.keyboard('n');
    await waitFor(() =>
      expect(new URLSearchParams(location.search).get('t')).toBe('2026-03-02T07:00:00.000Z'),
    );
    await user.keyboard('n');
    await waitFor(() =>
      expect(new URLSearchParams(location.search).get('t')).toBe('2026-03-02T08:00:00.000Z'),
    );
    await user.keyboard('n');

    expect((await screen.findByTestId('toast')).textContent).toContain('No recording after');
  });
});
