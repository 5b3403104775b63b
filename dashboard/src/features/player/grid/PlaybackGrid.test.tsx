import { act, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, problemFor } from '../../../api/errors.ts';
import { scrubTo, setPlayhead } from '../../../playback/playhead.store.ts';
import { renderApp } from '../../../testing/render.tsx';
import { keepSpeed } from '../player.store.ts';
import { GridVoice } from './GridVoice.tsx';
import { emptyGrid, type TileState, toggleSound, useGridStore } from './grid.store.ts';
import { PlaybackGrid, type TileActs } from './PlaybackGrid.tsx';

const noon = Date.parse('2026-03-01T12:00:00Z');
const cameras = [
  { id: 'a', name: 'Gate 1' },
  { id: 'b', name: 'Gate 2' },
];

function given(reason?: string) {
  const acts = {
    choose: vi.fn(),
    enlarge: vi.fn(),
    remove: vi.fn(),
    saveSnapshot: vi.fn(),
    toggleSound: vi.fn(toggleSound),
    retry: vi.fn(),
    reasonAt: () => reason,
  } satisfies TileActs;
  const { user } = renderApp(
    <>
      <PlaybackGrid engine={undefined} cameras={cameras} chosen="a" enlarged={undefined} acts={acts} />
      <GridVoice cameras={cameras} chosen="a" />
    </>,
  );
  return { acts, user };
}

const shows = (id: string, state: TileState) =>
  act(() => useGridStore.setState(({ tiles }) => ({ tiles: new Map(tiles).set(id, state) })));
const showing = { phase: 'showing', shownAt: noon } as const;
const tile = (number: number) => within(screen.getByRole('region', { name: `Gate ${number}` }));
const said = (number: number) => tile(number).getByRole('status').textContent;

afterEach(() => {
  useGridStore.setState(emptyGrid, true);
  keepSpeed(1);
});

describe('a tile without a picture', () => {
  it('tells from when to when nothing was recorded, and why', () => {
    given('camera_connection_lost');
    act(() => setPlayhead(noon + 500));
    shows('b', { phase: 'gap', gap: { from: noon, to: noon + 60_000 }, shownAt: undefined });
    const notice = tile(2).getByTestId('tile-notice').textContent;

    expect(notice).toContain('No recording here');
    expect(notice).toContain('the camera was not reachable');
    expect(notice).toMatch(/From \d\d:00:00 to \d\d:01:00/);
  });

  it('tells the end of the footage from its beginning', () => {
    given();
    shows('a', { phase: 'empty', direction: 'forward', shownAt: undefined });
    shows('b', { phase: 'empty', direction: 'reverse', shownAt: undefined });

    expect(tile(1).getByText(/from this moment on/)).toBeTruthy();
    expect(tile(2).getByText(/before this moment/)).toBeTruthy();
  });

  it('tells what failed, and can be opened again at once', async () => {
    const { acts, user } = given();
    const error = new ApiProblem(problemFor('vms-unavailable'));
    shows('b', { phase: 'failed', failure: { kind: 'problem', error }, again: true, shownAt: undefined });
    expect(tile(2).getByTestId('tile-notice').textContent).toContain('opened again by itself');
    await user.click(tile(2).getByRole('button', { name: 'Open again now' }));

    expect(acts.retry).toHaveBeenCalledExactlyOnceWith('b');
  });

  it('offers no way that leads nowhere', () => {
    given();
    const error = new ApiProblem(problemFor('permission-missing'));
    shows('b', { phase: 'failed', failure: { kind: 'problem', error }, again: false, shownAt: undefined });

    expect(tile(2).queryByRole('button', { name: 'Open again now' })).toBeNull();
  });

  it('says so when it takes long, and not before', async () => {
    const { acts, user } = given();
    shows('b', { phase: 'loading', long: false, shownAt: undefined });
    expect(tile(2).queryByRole('button', { name: 'Open again now' })).toBeNull();
    expect(said(2)).toBe('');
    shows('b', { phase: 'loading', long: true, shownAt: undefined });
    expect(said(2)).toBe('Gate 2: Its pictures take long');
    await user.click(tile(2).getByRole('button', { name: 'Open again now' }));

    expect(acts.retry).toHaveBeenCalledOnce();
  });

  it('is spoken of with its name, and when it is back', () => {
    given();
    shows('a', showing);
    shows('b', showing);
    expect([said(1), said(2)]).toEqual(['', '']);
    shows('b', { phase: 'gap', gap: { from: noon, to: noon + 60_000 }, shownAt: undefined });
    expect(said(2)).toBe('Gate 2: No recording here');
    shows('b', showing);

    expect([said(1), said(2)]).toEqual(['', 'Gate 2: shown again']);
  });
});

describe('a tile', () => {
  it('tells with all others that a moment is being chosen, while the playhead is dragged', () => {
    given();
    act(() => scrubTo(noon));

    expect(screen.getByTestId('grid-state').textContent).toBe('Choosing a moment');
  });

  it('is chosen by a click on its picture, and enlarged by two', async () => {
    const { acts, user } = given();
    const choose = tile(2).getByRole('button', { name: 'Choose Gate 2' });
    expect(choose.getAttribute('aria-pressed')).toBe('false');
    await user.dblClick(choose);

    expect(acts.choose).toHaveBeenCalledWith('b');
    expect(acts.enlarge).toHaveBeenCalledExactlyOnceWith('b');
  });

  it('fills the screen by itself', async () => {
    const { user } = given();
    const filled: string[] = [];
    const region = screen.getByRole('region', { name: 'Gate 2' });
    region.requestFullscreen = async () => void filled.push('Gate 2');
    await user.click(tile(2).getByRole('button', { name: 'Fill the screen with Gate 2' }));

    expect(filled).toEqual(['Gate 2']);
  });

  it('is heard in place of the one before', async () => {
    const { user } = given();
    await user.click(tile(1).getByRole('button', { name: 'Let Gate 1 be heard' }));
    await user.click(tile(2).getByRole('button', { name: 'Let Gate 2 be heard' }));

    expect(useGridStore.getState().heard).toBe('b');
    expect(tile(1).getByRole('button', { name: 'Let Gate 1 be heard' })).toBeTruthy();
    expect(screen.getByText('The sound of Gate 2 is on')).toBeTruthy();
    await user.click(tile(2).getByRole('button', { name: 'Silence Gate 2' }));
    expect(useGridStore.getState().heard).toBeUndefined();
  });

  it('has no sound at another speed, and says so', async () => {
    const { acts, user } = given();
    act(() => keepSpeed(4));
    await user.click(tile(1).getByRole('button', { name: 'No sound at this speed' }));

    expect(acts.toggleSound).not.toHaveBeenCalled();
  });
});
