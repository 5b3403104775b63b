import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { goToNow } from '../../features/timeline/timeline.store.ts';
import { ar } from '../../i18n/ar/index.ts';
import { chooseLanguage } from '../../i18n/language.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { api, server } from '../../testing/server.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { idOf, openPlayback, tile } from './testing-playback.tsx';

beforeAll(fetchPages);

const inAddress = () => new URLSearchParams(location.search).get('cameras')?.split(',') ?? [];

describe('synchronised playback', () => {
  it('tells a viewer why it is not for them', async () => {
    openPlayback(`/playback?cameras=${idOf(1)}`, 'viewer');

    expect(await screen.findByText(/for the role investigator/)).toBeTruthy();
    expect(document.querySelector('video')).toBeNull();
  });

  it('without cameras says what it is for, and lets nine be chosen and no more', async () => {
    const { user } = openPlayback('/playback');
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
    openPlayback(`/playback?cameras=${idOf(1)},${idOf(2)}`);
    await tile(1);

    expect(await tile(2)).toBeTruthy();
    expect(screen.getAllByTestId('timeline-lane')).toHaveLength(2);
  });

  it('takes a camera away, and the address follows', async () => {
    const { user } = openPlayback(`/playback?cameras=${idOf(1)},${idOf(2)},${idOf(3)}`);
    await tile(2);
    await user.click(screen.getByRole('button', { name: 'Take Gate 2 away' }));

    expect(screen.queryByRole('region', { name: 'Gate 2' })).toBeNull();
    expect(inAddress()).toEqual([idOf(1), idOf(3)]);
  });

  it('shows one camera large, and all alike again', async () => {
    const { user } = openPlayback(`/playback?cameras=${idOf(1)},${idOf(2)}`);
    await tile(2);
    await user.click(screen.getByRole('button', { name: 'Show Gate 2 large' }));
    await user.click(screen.getByRole('button', { name: 'Show all at the same size' }));

    expect(screen.getByRole('button', { name: 'Show Gate 2 large' })).toBeTruthy();
  });

  it('keeps its transport asleep until a moment is chosen, and says how to choose one', async () => {
    openPlayback(`/playback?cameras=${idOf(1)}`);
    await tile(1);

    expect(screen.getByRole('button', { name: 'Play' })).toHaveProperty('disabled', true);
    expect(screen.getByText('Click the timeline to play from there.')).toBeTruthy();
  });

  it('lists its keys from a button too, in the language of the page', async () => {
    await chooseLanguage('ar');
    const { user } = openPlayback(`/playback?cameras=${idOf(1)}`);
    await user.click(await screen.findByRole('button', { name: ar['player.keys'] }));

    const list = await screen.findByRole('dialog', { name: ar['keys.title'] });
    expect(list.textContent).toContain(ar['keys.track']);
  });

  it('fills the screen with the pictures and their transport, by the button and by F', async () => {
    const filled: unknown[] = [];
    const { user } = openPlayback(`/playback?cameras=${idOf(1)}`);
    await tile(1);
    const player = screen.getByRole('region', { name: 'Player' });
    player.requestFullscreen = async () => void filled.push('player');
    await user.click(screen.getByRole('button', { name: 'Full screen' }));
    await user.keyboard('f');

    expect(filled).toEqual(['player', 'player']);
    expect(within(player).getByRole('button', { name: 'Play' })).toBeTruthy();
  });

  it('gives the screen back before something stands over the page', async () => {
    const { user } = openPlayback(`/playback?cameras=${idOf(1)}`);
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
    const { user } = openPlayback('/playback');
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
    const { user } = openPlayback(`/playback?cameras=${idOf(1)}`);
    await tile(1);
    expect(screen.queryByRole('button', { name: 'Go to now' })).toBeNull();
    act(() => goToNow(Date.now() - 86_400_000));
    await user.click(await screen.findByRole('button', { name: 'Go to now' }));

    const { start = '', end = '' } = screen.getByTestId('timeline-axis').dataset;
    expect(Date.parse(start)).toBeLessThan(Date.now());
    expect(Date.parse(end)).toBeGreaterThan(Date.now());
    expect(screen.queryByRole('button', { name: 'Go to now' })).toBeNull();
  });

  it('is also a table of what each camera recorded, to be played from', async () => {
    const { user } = openPlayback(
      `/playback?cameras=${idOf(1)},${idOf(3)}&view=2026-03-01T11:00:00Z/2026-03-01T13:00:00Z`,
    );
    await tile(3);
    await user.click(await screen.findByRole('button', { name: 'What was recorded, as a table' }));
    const table = within(await screen.findByRole('table', { name: 'What was recorded' }));
    const [, ...rows] = table.getAllByRole('row');
    expect(rows.map((row) => within(row).getAllByRole('cell')[0]?.textContent)).toEqual(['Gate 1', 'Gate 3']);
    await user.click(table.getAllByRole('button', { name: /^Play from/ })[0] ?? document.body);

    await waitFor(() => expect(usePlayhead.getState().at).toBeDefined());
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('goes from a gap that all have to the nearest footage of any, and says so', async () => {
    const gap = { startTime: '2026-03-01T11:30:00.000Z', endTime: '2026-03-01T12:30:00.000Z' };
    const day = { startTime: '2026-03-01T00:00:00.000Z', endTime: '2026-03-02T00:00:00.000Z' };
    const sequences = [
      { startTime: day.startTime, endTime: gap.startTime },
      { startTime: gap.endTime, endTime: day.endTime },
    ];
    openPlayback(
      `/playback?cameras=${idOf(1)},${idOf(3)}&t=2026-03-01T11:10:00Z&view=2026-03-01T11:00:00Z/2026-03-01T13:00:00Z`,
    );
    server.use(
      http.post(api('/recordings/query'), async ({ request }) => {
        const { cameraIds } = Object(await request.json());
        const results = cameraIds.map((cameraId: string) => ({
          cameraId,
          status: 'answered',
          answer: { sequences, gaps: [gap] },
        }));
        return HttpResponse.json({ results });
      }),
    );
    await tile(3);
    await waitFor(() => expect(screen.getAllByTestId('timeline-gap').length).toBeGreaterThan(0));
    const axis = screen.getByTestId('timeline-axis');
    axis.setPointerCapture = () => undefined;
    const at = { clientX: 600, clientY: 50, button: 0, pointerId: 1 };
    fireEvent.pointerDown(axis, at);
    fireEvent.pointerUp(axis, at);

    const told = await screen.findByTestId('toast');
    expect(told.textContent).toMatch(/No recording \d\d:30:00–\d\d:30:00.*Undo/);
    expect(usePlayhead.getState().at).toBe(Date.parse(gap.endTime));
  });

  it('comes back from a link with what was marked', async () => {
    openPlayback(
      `/playback?cameras=${idOf(1)}&t=2026-03-01T12:00:00Z&select=2026-03-01T12:00:00Z/2026-03-01T12:05:00Z`,
    );
    await tile(1);

    expect(screen.getByTestId('selection').textContent).toContain('(5 min)');
    expect(screen.getByRole('slider', { name: 'Start of the selection' })).toBeTruthy();
  });
});
