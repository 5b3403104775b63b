import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, problemFor } from '../../api/errors.ts';
import { setPlayhead } from '../../playback/playhead.store.ts';
import { renderApp } from '../../testing/render.tsx';
import { Player } from './Player.tsx';
import { setMuted, setRate, tellPlayer, usePlayerStore } from './player.store.ts';
import type { PlayerEvent } from './player-machine.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');

function given(...events: PlayerEvent[]) {
  for (const event of events) tellPlayer(event);
  const controls = { open: vi.fn(), toggle: vi.fn(), retry: vi.fn() };
  const asked = { onSeekBy: vi.fn(), onStep: vi.fn(), onCopyLink: vi.fn() };
  const view = renderApp(
    <Player mount={() => undefined} controls={controls} idle={<p>Choose a moment</p>} {...asked} />,
  );
  return { ...view, controls, ...asked };
}

const opened: PlayerEvent = { type: 'opened', at: noon };
const shown: PlayerEvent = { type: 'shown' };
const failed = (code: Parameters<typeof problemFor>[0]): PlayerEvent => ({
  type: 'failed',
  failure: { kind: 'problem', error: new ApiProblem(problemFor(code)) },
});
const phase = () => screen.getByTestId('player-state').dataset.phase;
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

afterEach(() => {
  tellPlayer({ type: 'closed' });
  setRate(1);
  setMuted(false);
});

describe('what the player shows', () => {
  it('is an invitation while nothing is chosen', () => {
    given();
    expect(screen.getByText('Choose a moment')).toBeTruthy();
    expect(button('Play').disabled).toBe(true);
    expect(screen.queryByTestId('playhead-time')).toBeNull();
  });

  it('is that the footage is loading', () => {
    given(opened);
    expect(phase()).toBe('loading');
    expect(screen.getByText('Loading the footage…')).toBeTruthy();
  });

  it('is nothing but the picture while playing', () => {
    given(opened, shown);
    expect(phase()).toBe('playing');
    expect(button('Pause')).toBeTruthy();
  });

  it('is that it is paused', () => {
    given(opened, shown, { type: 'pause' });
    expect(screen.getByText('Paused')).toBeTruthy();
    expect(button('Play')).toBeTruthy();
  });

  it('is that it waits for pictures', () => {
    given(opened, shown, { type: 'ran-dry' });
    expect(screen.getByText('Waiting for the next pictures…')).toBeTruthy();
  });

  it('is that it has been waiting for long, with a way on', async () => {
    const { user, controls } = given(opened, { type: 'takes-long' });
    await user.click(button('Open again'));
    expect(controls.retry).toHaveBeenCalledOnce();
  });

  it('is which gap was skipped', () => {
    given(opened, shown, { type: 'skipped-gap', gap: { from: noon, to: noon + 1_440_000 } });
    expect(
      screen.getAllByText(/^No recording \d\d:00:00–\d\d:24:00\. Playing from \d\d:24:00\.$/),
    ).toHaveLength(2);
  });

  it('is that the footage has ended, with a way on', async () => {
    const { user, controls } = given(opened, shown, { type: 'ended' });
    await user.click(button('Look for newer footage'));
    expect(controls.retry).toHaveBeenCalledOnce();
  });

  it('is what went wrong, with a retry', async () => {
    const { user, controls } = given(opened, failed('stream-limit-reached'));
    expect(screen.getAllByText('Too many videos are open at once').length).toBeGreaterThan(0);
    await user.click(button('Try again'));
    expect(controls.retry).toHaveBeenCalledOnce();
  });

  it('offers no retry where the role is what is missing', () => {
    given(opened, failed('permission-missing'));
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});

describe('the clock of the picture', () => {
  it('tells when the picture was recorded, to people and to programs', () => {
    given(opened, shown);
    act(() => setPlayhead(noon + 7_240));
    const time = screen.getByTestId('playhead-time');

    expect(time.getAttribute('datetime')).toBe('2026-03-01T12:00:07.240Z');
    expect(time.textContent).toMatch(/1 Mar 2026 \d\d:00:07\.2.*UTC/);
  });
});

describe('the transport', () => {
  it('asks for what its buttons say', async () => {
    const { user, controls, onSeekBy, onStep, onCopyLink } = given(opened, shown);
    await user.click(button('Pause'));
    await user.click(button('Back 10 seconds'));
    await user.click(button('Forward 10 seconds'));
    await user.click(button('Previous recording'));
    await user.click(button('Next recording'));
    await user.click(button('Copy link to this moment'));

    expect(controls.toggle).toHaveBeenCalledOnce();
    expect(onSeekBy.mock.calls.flat()).toEqual([-10_000, 10_000]);
    expect(onStep.mock.calls.flat()).toEqual(['previous', 'next']);
    expect(onCopyLink).toHaveBeenCalledOnce();
  });

  it('sets the speed and the sound', async () => {
    const { user } = given(opened, shown);
    await user.click(screen.getByRole('radio', { name: '2×' }));
    await user.click(button('Mute'));

    expect(usePlayerStore.getState()).toMatchObject({ rate: 2, muted: true });
    expect(button('Unmute')).toBeTruthy();
  });
});
