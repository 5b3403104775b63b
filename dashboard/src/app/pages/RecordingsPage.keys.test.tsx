import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { usePlayerStore } from '../../features/player/player.store.ts';
import { openedMoments } from '../../features/player/testing/fake-hls-source.ts';
import { clearSelection, selectSpan, useTimeline } from '../../features/timeline/timeline.store.ts';
import { chooseLanguage } from '../../i18n/language.ts';
import { setGoingTo } from '../../playback/playhead.store.ts';
import { currentZone, toWallTime } from '../../time/zone.ts';
import { chooseZone } from '../../time/zone-choice.ts';
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

  it('go to the first and the last footage of the day at Home and End, however little the timeline shows', async () => {
    chooseZone('utc');
    onTestFinished(() => chooseZone('mine'));
    const view = `${iso('10:30:00')}/${iso('10:31:00')}`;
    const { user } = await givenRecordings({ search: `?t=${iso('10:30:00')}&view=${view}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    await user.keyboard('{Home}');
    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('06:00:00')));
    await user.keyboard('{End}');

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('11:58:50')));
  });

  it('say so at Home where that day has no footage', async () => {
    chooseZone('utc');
    onTestFinished(() => chooseZone('mine'));
    const { user } = await givenRecordings({ search: `?t=${iso('10:30:00')}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    act(() => setGoingTo(Date.parse('2026-02-20T10:00:00Z')));
    await user.keyboard('{Home}');

    expect((await screen.findByTestId('toast')).textContent).toContain('No recording on Fri 20 Feb');
  });

  it('show what is marked at Shift and Z, else the day', async () => {
    chooseZone('utc');
    onTestFinished(() => chooseZone('mine'));
    const { user } = await givenRecordings({ search: `?t=${iso('10:30:00')}` });
    await waitFor(() => expect(openedMoments).toHaveLength(1));
    await user.keyboard('{Shift>}Z{/Shift}');
    const day = { from: at('00:00:00'), to: at('00:00:00') + 24 * 3_600_000 };
    expect(useTimeline.getState().view).toEqual(day);
    act(() => selectSpan(at('10:00:00'), at('10:10:00')));
    await user.keyboard('{Shift>}Z{/Shift}');

    expect(useTimeline.getState().view).toEqual({ from: at('09:59:00'), to: at('10:11:00') });
    act(clearSelection);
  });

  it('list their keys at a question mark', async () => {
    const { user } = await givenRecordings();
    await user.keyboard('?');
    const list = await screen.findByRole('dialog', { name: 'Keyboard' });
    expect(list.textContent).toContain('Play backwards; again: 2×, 4×, 8×');
    expect(list.textContent).not.toContain('Choose the camera above or below');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Close'));
    await user.keyboard('{Enter}');

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
