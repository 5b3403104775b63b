import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePlayerStore } from '../../features/player/player.store.ts';
import { currentZone, toWallTime } from '../../time/zone.ts';
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

describe('the keys of the recordings of a camera', () => {
  it('follow the keys of the timeline', async () => {
    const { user } = await givenRecordings({ search: `?t=${iso('10:30:00')}` });
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    act(() => slider().focus());
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('10:31:00')));
    await user.keyboard('{Control>}{ArrowLeft}{/Control}');

    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('10:00:00')));
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
    await waitFor(() => expect(opened.moments).toHaveLength(1));
    await user.keyboard('jj');

    expect(usePlayerStore.getState().speed).toBe(-2);
    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('11:00:00')));
  });

  it('go to a typed time after G', async () => {
    const { user } = await givenRecordings();
    await user.keyboard('g');
    fireEvent.change(await screen.findByLabelText(/^Date and time/), {
      target: { value: toWallTime(at('08:00:00'), currentZone()) },
    });
    await user.click(screen.getByRole('button', { name: 'Go there' }));

    await waitFor(() => expect(opened.moments.at(-1)).toBe(at('08:00:00')));
  });

  it('go on obeying keys when a speed has just been chosen', async () => {
    const { user, clickAt } = await givenRecordings();
    clickAt(at('08:00:00'));
    await waitFor(() => expect(opened.moments).toHaveLength(1));
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
    const { length } = opened.moments;
    fireEvent.keyDown(speeds, { key: 'ArrowDown' });
    fireEvent.keyDown(speeds, { key: '4' });
    expect(opened.moments).toHaveLength(length); // those move the choice
  });

  it('open the recording control after R', async () => {
    const { user } = await givenRecordings();
    await user.keyboard('r');

    expect((await screen.findByRole('dialog')).textContent).toContain('Recording');
  });
});
