import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePlayerStore } from '../../features/player/player.store.ts';
import { openedMoments } from '../../features/player/testing/fake-hls-source.ts';
import { chooseLanguage } from '../../i18n/language.ts';
import { resetKeys } from '../../keys/own-keys.store.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { beginAtNoon, closePlayer, givenRecordings, iso } from './testing-recordings.tsx';

vi.mock(
  '../../features/player/hls-source.ts',
  () => import('../../features/player/testing/fake-hls-source.ts'),
);

beforeAll(fetchPages);
beforeEach(beginAtNoon);
afterEach(() => {
  closePlayer();
  resetKeys();
});

/** The panel in which keys are changed, opened from the list of keys. */
async function givenPanel() {
  const { user } = await givenRecordings({ search: `?t=${iso('11:00:00')}` });
  await waitFor(() => expect(openedMoments).toHaveLength(1));
  await user.keyboard('?');
  await user.click(await screen.findByRole('button', { name: 'Change keys' }));
  const panel = within(await screen.findByRole('dialog', { name: 'Change keys' }));
  const keyOf = (what: string) => panel.getByRole('button', { name: new RegExp(`^${what}: `) });
  const leave = async () => {
    await user.click(panel.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  };
  return { user, panel, keyOf, leave };
}

const LIVE = 'To the newest footage';
const FORWARDS = 'Play forwards; again: 2×, 4×, 8×';

describe('the keys of the player', () => {
  it('can be changed, act at once and stand in the list of keys', async () => {
    const { user, panel, keyOf, leave } = await givenPanel();
    await user.click(keyOf('Mute'));
    await user.keyboard('x');
    expect(panel.getByRole('status').textContent).toBe('“Mute” now is X.');
    expect(keyOf('Mute').textContent).toBe('X');
    await user.click(panel.getByRole('button', { name: 'Show all keys' }));
    const list = screen.getByText('Mute').closest('div');
    expect(list?.querySelector('kbd')?.textContent).toBe('X');
    await leave();

    const { muted } = usePlayerStore.getState();
    await user.keyboard('m');
    expect(usePlayerStore.getState().muted).toBe(muted);
    await user.keyboard('x');
    expect(usePlayerStore.getState().muted).toBe(!muted);
    await user.keyboard('x');
  });

  it('are told when another action has them, and can be swapped: L for the newest footage, Shift and L to play', async () => {
    const { user, panel, keyOf, leave } = await givenPanel();
    await user.click(keyOf(LIVE));
    await user.keyboard('l');
    expect(panel.getByRole('status').textContent).toContain(`L is already the key of “${FORWARDS}”`);
    expect(keyOf(FORWARDS).getAttribute('aria-label')).toBe(`${FORWARDS}: L`);
    await user.click(panel.getByRole('button', { name: 'Swap' }));
    expect(keyOf(LIVE).textContent).toBe('L');
    expect(keyOf(FORWARDS).textContent).toBe('Shift L');
    await leave();

    await user.keyboard('jj');
    expect(usePlayerStore.getState().speed).toBe(-2);
    await user.keyboard('{Shift>}L{/Shift}');
    expect(usePlayerStore.getState().speed).toBe(1);
    await user.keyboard('{k>}{l>}');
    expect(usePlayerStore.getState().speed).toBe(1); // what goes live does not play slowly
    await user.keyboard('{/l}{/k}');
  });

  it('play slowly with those that play and pause, whichever those are', async () => {
    const { user, keyOf, leave } = await givenPanel();
    await user.click(keyOf('Play or pause'));
    await user.keyboard('i');
    await user.click(keyOf('Play backwards.*'));
    await user.keyboard('u');
    await leave();
    await user.keyboard('{i>}{u>}');

    expect(usePlayerStore.getState().speed).toBe(-0.5);
    await user.keyboard('{/u}{/i}');
  });

  it('are letters and a few signs: others are refused, and Escape leaves things as they were', async () => {
    const { user, panel, keyOf } = await givenPanel();
    await user.click(keyOf('Mute'));
    await user.keyboard('5');
    expect(panel.getByRole('status').textContent).toContain('That key can’t be chosen');
    await user.keyboard('{Control>}x{/Control}');
    expect(panel.getByRole('status').textContent).toContain('That key can’t be chosen');
    await user.keyboard('{Escape}');
    expect(keyOf('Mute').textContent).toBe('M');

    expect(panel.getByRole('status').textContent).toContain('Choose an action');
  });

  it('are those of a Latin keyboard when letters are Arabic', async () => {
    const { keyOf, user } = await givenPanel();
    await user.click(keyOf('Mute'));
    fireEvent.keyDown(keyOf('Mute'), { key: 'ء', code: 'KeyX' });

    expect(keyOf('Mute').textContent).toBe('X');
  });

  it('are the usual ones again after a reset', async () => {
    const { user, panel, keyOf } = await givenPanel();
    const reset = panel.getByRole('button', { name: 'Reset to the usual keys' });
    expect(reset.getAttribute('aria-disabled')).toBe('true');
    await user.click(keyOf('Mute'));
    await user.keyboard('x');
    await user.click(reset);

    expect(keyOf('Mute').textContent).toBe('M');
    expect(localStorage.getItem('playhead.keys.00000000-0000-4000-8000-000000000001')).toBeNull();
  });

  it('are changed in Arabic, too', async () => {
    await chooseLanguage('ar');
    const { user } = await givenRecordings();
    await user.keyboard('?');
    await user.click(await screen.findByRole('button', { name: 'تغيير المفاتيح' }));
    await user.click(await screen.findByRole('button', { name: /^كتم الصوت: / }));
    await user.keyboard('f');

    expect((await screen.findByRole('dialog')).textContent).toContain('هو مفتاح «ملء الشاشة»');
  });
});
