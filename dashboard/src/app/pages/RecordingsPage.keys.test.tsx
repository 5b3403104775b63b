import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePlayerStore } from '../../features/player/player.store.ts';
import { openedMoments } from '../../features/player/testing/fake-hls-source.ts';
import { chooseLanguage } from '../../i18n/language.ts';
import { currentZone, toWallTime } from '../../time/zone.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { at, beginAtNoon, closePlayer, givenRecordings, iso, slider } from './testing-recordings.tsx';

beforeAll(fetchPages);

vi.mock(
  '../../features/player/hls-source.ts',
  () => import('../../features/player/testing/fake-hls-source.ts'),
);
vi.mock('../../features/player/stream-playlist.ts', () => ({ warmPlaylist: () => undefined }));

beforeEach(beginAtNoon);
afterEach(closePlayer);

describe('the keys of a camera’s recordings', () => {
  it('follow the keys of the timeline', async () => {
    const { user } = await givenRecordings({ search: `?t=${iso('10:30:00')}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    act(() => slider().focus());
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:31:00')));
    await user.keyboard('{Control>}{ArrowLeft}{/Control}');

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:00:00')));
  });

  it('list their keys at a question mark', async () => {
    const { user } = await givenRecordings();
    await user.keyboard('?');
    const list = await screen.findByRole('dialog', { name: 'Keyboard' });
    expect(list.textContent).toContain('Play backwards; again: 2×, 4×, 8×');
    expect(list.textContent).not.toContain('Choose the camera above or below');
    await user.keyboard('{Escape}');

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('leave the arrows up and down to the browser: there is no camera above or below', async () => {
    await givenRecordings();

    expect(fireEvent.keyDown(document.body, { key: 'ArrowDown' })).toBe(true);
    expect(fireEvent.keyDown(document.body, { key: 'ArrowRight' })).toBe(false);
  });

  it('play backwards at J, and faster at J again, from the picture on screen', async () => {
    const { user } = await givenRecordings({ search: `?t=${iso('11:00:00')}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    await user.keyboard('jj');

    expect(usePlayerStore.getState().speed).toBe(-2);
    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('11:00:00')));
  });

  it('go to a typed time after G', async () => {
    const { user } = await givenRecordings();
    await user.keyboard('g');
    fireEvent.change(await screen.findByLabelText(/^Date and time/), {
      target: { value: toWallTime(at('08:00:00'), currentZone()) },
    });
    await user.click(screen.getByRole('button', { name: 'Go there' }));

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('08:00:00')));
  });

  it('go on obeying keys when a speed has just been chosen', async () => {
    const { user, clickAt } = await givenRecordings();
    clickAt(at('08:00:00'));
    await waitFor(() => expect(openedMoments).toHaveLength(1));
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
    const { length } = openedMoments;
    fireEvent.keyDown(speeds, { key: 'ArrowDown' });
    fireEvent.keyDown(speeds, { key: '4' });
    expect(openedMoments).toHaveLength(length); // those move the choice
  });

  it.each([
    ['l', 0.5],
    ['j', -0.5],
  ])('play slowly while K and %s are held, and pause where that led to', async (key, slowly) => {
    const { user } = await givenRecordings({ search: `?t=${iso('11:00:00')}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    await user.keyboard(`{k>}{${key}>3}`);
    const held = usePlayerStore.getState();
    expect([held.speed, held.model.wanted]).toEqual([slowly, 'play']);
    await user.keyboard(`{/${key}}{/k}`);
    const after = usePlayerStore.getState();
    expect([after.speed, after.model.wanted]).toEqual([1, 'pause']);

    await user.keyboard(key);
    expect(Math.abs(usePlayerStore.getState().speed)).toBe(1);
  });

  it('end slow motion when the window is left: nobody would tell of the release', async () => {
    const { user } = await givenRecordings({ search: `?t=${iso('11:00:00')}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    await user.keyboard('{k>}{l>}');
    act(() => void window.dispatchEvent(new Event('blur')));

    expect(usePlayerStore.getState().model.wanted).toBe('pause');
    await user.keyboard('{/l}l');
    expect(usePlayerStore.getState().speed).toBe(1);
    await user.keyboard('{/k}');
  });

  it('mean time in Arabic too: right is later', async () => {
    await chooseLanguage('ar');
    const { user } = await givenRecordings({ search: `?t=${iso('11:00:00')}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    await user.keyboard('{ArrowRight}');
    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('11:00:05')));
    await user.keyboard('{Shift>}{ArrowLeft}{/Shift}');

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:59:05')));
  });

  it('open the recording control after R', async () => {
    const { user } = await givenRecordings();
    await user.keyboard('r');

    expect((await screen.findByRole('dialog')).textContent).toContain('Recording');
  });
});
