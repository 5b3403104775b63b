import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiProblem, problemFor } from '../../api/errors.ts';
import { scrubTo, setGoingTo, setPlayhead } from '../../playback/playhead.store.ts';
import { keepSpeed, setMuted, tellPlayer, usePlayerStore } from './player.store.ts';
import { failed, givenPlayer, noon, opened, shown } from './testing/player.tsx';

const phase = () => screen.getByTestId('player-state').dataset.phase;
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

afterEach(() => {
  tellPlayer({ type: 'closed' });
  keepSpeed(1);
  setMuted(false);
});

describe('what the player shows', () => {
  it('is an invitation while nothing is chosen', () => {
    givenPlayer();
    expect(screen.getByText('Choose a moment')).toBeTruthy();
    expect(button('Play').disabled).toBe(true);
    expect(screen.queryByTestId('playhead-time')).toBeNull();
  });

  it('is that the footage is loading', () => {
    givenPlayer(opened);
    expect(phase()).toBe('loading');
    expect(screen.getByText(/^Going to \d\d:00:00…$/)).toBeTruthy();
  });

  it('is nothing but the picture while playing', () => {
    givenPlayer(opened, shown);
    expect(phase()).toBe('playing');
    expect(button('Pause')).toBeTruthy();
  });

  it('is that it is paused', () => {
    givenPlayer(opened, shown, { type: 'pause' });
    expect(screen.getByText('Paused')).toBeTruthy();
    expect(button('Play')).toBeTruthy();
  });

  it('is that a moment is being chosen while the playhead is dragged, whatever it was before', () => {
    givenPlayer(opened, shown, { type: 'pause' });
    act(() => scrubTo(noon + 60_000));
    expect(phase()).toBe('scrubbing');
    expect(screen.getByTestId('player-state').textContent).toBe('Choosing a moment');
    act(() => setGoingTo(undefined));

    expect(phase()).toBe('paused');
  });

  it('is that it waits for pictures', () => {
    givenPlayer(opened, shown, { type: 'ran-dry' });
    expect(screen.getByText('Waiting for the next pictures…')).toBeTruthy();
  });

  it('is that it has been waiting for long, with a way on', async () => {
    const { user, controls } = givenPlayer(opened, { type: 'takes-long' });
    await user.click(button('Open again'));
    expect(controls.retry).toHaveBeenCalledOnce();
  });

  it('is that it opens the stream again by itself, and when', async () => {
    const { user, controls } = givenPlayer(opened, shown, {
      type: 'interrupted',
      failure: { kind: 'problem', error: new ApiProblem(problemFor('vms-unavailable')) },
      retryAt: Date.now() + 4_000,
    });
    expect(screen.getByText('The VMS does not answer')).toBeTruthy();
    expect(screen.getByText(/^Trying again in [34] s, and every few seconds after that\./)).toBeTruthy();
    await user.click(button('Try now'));
    expect(controls.retry).toHaveBeenCalledOnce();
  });

  it('is that it has caught up with what is being recorded', () => {
    givenPlayer(opened, shown, { type: 'caught-up' });
    expect(screen.getAllByText(/^You have caught up/)).toHaveLength(2);
  });

  it('is where playing backwards ends', () => {
    givenPlayer(opened, shown, { type: 'ended', direction: 'reverse' });
    expect(screen.getAllByText('Start of the footage')).toHaveLength(2);
  });

  it('is which gap was skipped', () => {
    givenPlayer(opened, shown, {
      type: 'skipped-gap',
      gap: { from: noon, to: noon + 1_440_000 },
      direction: 'forward',
    });
    expect(
      screen.getAllByText(
        /^No recording \d\d:00:00–\d\d:24:00\. Playing from \d\d:24:00\. The gap lasts 24 min\. Why: the camera was not reachable\.$/,
      ),
    ).toHaveLength(2);
  });

  it('is that the footage has ended, with a way on', async () => {
    const { user, controls } = givenPlayer(opened, shown, { type: 'ended', direction: 'forward' });
    await user.click(button('Look for newer footage'));
    expect(controls.retry).toHaveBeenCalledOnce();
  });

  it('is what went wrong, with a retry', async () => {
    const { user, controls } = givenPlayer(opened, failed('stream-limit-reached'));
    expect(screen.getAllByText('Too many videos are open at once').length).toBeGreaterThan(0);
    await user.click(button('Try again'));
    expect(controls.retry).toHaveBeenCalledOnce();
  });

  it('offers no retry where the role is what is missing', () => {
    givenPlayer(opened, failed('permission-missing'));
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});

describe('the clock of the picture', () => {
  it('tells when the picture was recorded, to people and to programs', () => {
    givenPlayer(opened, shown);
    act(() => setPlayhead(noon + 7_240));
    const time = screen.getByTestId('playhead-time');

    expect(time.getAttribute('datetime')).toBe('2026-03-01T12:00:07.240Z');
    expect(time.textContent).toMatch(/1 Mar 2026 \d\d:00:07\.2.*UTC/);
  });
});

describe('the time over an older picture', () => {
  it('stays that picture’s while another moment is on its way, which is told beside it', () => {
    givenPlayer(opened, shown, { type: 'opened', at: noon + 3_600_000 });
    act(() => {
      setPlayhead(noon);
      setGoingTo(noon + 3_600_000);
    });

    expect(screen.getByTestId('playhead-time').getAttribute('datetime')).toBe('2026-03-01T12:00:00.000Z');
    expect(screen.getByTestId('going-to').dataset.to).toBe('2026-03-01T13:00:00.000Z');
  });

  it('stays so when the other moment can not be had', () => {
    givenPlayer(opened, shown, { type: 'opened', at: noon + 3_600_000 }, failed('stream-failed'));
    act(() => {
      setPlayhead(noon);
      setGoingTo(noon + 3_600_000);
    });

    expect(screen.getByTestId('playhead-time').getAttribute('datetime')).toBe('2026-03-01T12:00:00.000Z');
    expect(screen.queryByTestId('going-to')).toBeNull();
  });
});

describe('the transport', () => {
  it('asks for what its buttons say', async () => {
    const { user, controls, actions } = givenPlayer(opened, shown);
    await user.click(button('Pause'));
    await user.click(button('Back 10 seconds'));
    await user.click(button('Forward 10 seconds'));
    await user.click(button('Previous recording'));
    await user.click(button('Next recording'));
    await user.click(button('First footage of the range'));
    await user.click(button('Last footage of the range'));
    await user.click(button('One picture back'));
    await user.click(button('One picture forward'));
    await user.click(button('Save this picture'));
    await user.click(button('Copy link to this moment'));
    await user.click(button('Keyboard'));

    expect(actions.edge.mock.calls.flat()).toEqual(['first', 'last']);
    expect(controls.stepPicture.mock.calls.flat()).toEqual([-1, 1]);
    expect(actions.saveSnapshot).toHaveBeenCalledOnce();
    expect(actions.showKeys).toHaveBeenCalledOnce();
    expect(controls.toggle).toHaveBeenCalledOnce();
    expect(actions.seekBy.mock.calls.flat()).toEqual([-10_000, 10_000]);
    expect(actions.step.mock.calls.flat()).toEqual(['previous', 'next']);
    expect(actions.copyLink).toHaveBeenCalledOnce();
  });

  it('plays either way, and at any speed', async () => {
    const { user, controls } = givenPlayer(opened, shown);
    await user.click(button('Play backwards; again: faster'));
    await user.click(button('Play forwards; again: faster'));
    await user.selectOptions(screen.getByLabelText('Speed'), '−4×');

    expect(controls.shuttle.mock.calls.flat()).toEqual(['reverse', 'forward']);
    expect(controls.setSpeed).toHaveBeenCalledExactlyOnceWith(-4);
  });

  it('sets the sound, which only footage at its own speed has', async () => {
    const { user } = givenPlayer(opened, shown);
    await user.click(button('Mute'));
    expect(usePlayerStore.getState().muted).toBe(true);
    expect(button('Unmute')).toBeTruthy();

    act(() => keepSpeed(2));
    await user.click(button('No sound at this speed'));
    expect(usePlayerStore.getState().muted).toBe(true);
  });
});
