import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiProblem, problemFor } from '../../api/errors.ts';
import { ar } from '../../i18n/ar/index.ts';
import { chooseLanguage } from '../../i18n/language.ts';
import { tellPlayer } from './player.store.ts';
import type { PlayerEvent } from './player-machine.ts';
import { failed, givenPlayer, opened, shown } from './testing/player.tsx';

afterEach(() => tellPlayer({ type: 'closed' }));

const voice = () => screen.getByTestId('player-state');
const retry = () => screen.queryByRole('button', { name: 'Try again' });
const undecodable: PlayerEvent = { type: 'failed', failure: { kind: 'undecodable' } };
const unsupported: PlayerEvent = { type: 'failed', failure: { kind: 'unsupported' } };

describe('why there is no picture', () => {
  it.each([
    ['the camera was deleted', failed('camera-not-found'), 'This camera is not here any more', false],
    ['the role is missing', failed('permission-missing'), 'Your role does not allow this', false],
    ['the browser cannot play', unsupported, 'This browser cannot play the footage', false],
    ['the codec is not known', undecodable, 'The browser cannot show this video', true],
    ['the VMS refuses us', failed('vms-credentials-refused'), 'The VMS refuses Playhead’s sign-in', true],
  ])('is told, and said once: %s', (_, event, title, canRetry) => {
    givenPlayer(opened, event);

    expect([voice().getAttribute('role'), voice().textContent]).toEqual(['status', title]);
    expect(screen.getAllByText(title)).toHaveLength(2); // drawn and said
    expect(retry() !== null).toBe(canRetry);
  });

  it.each([
    ['the server is busy', 'stream-limit-reached', 'Too many videos are open at once'],
    ['the VMS is away', 'vms-unavailable', 'The VMS does not answer'],
    ['a service starts', 'service-unavailable', 'A part of Playhead is not available'],
  ] as const)('is told with the wait until it is tried again by itself: %s', (_, code, title) => {
    const error = new ApiProblem(problemFor(code));
    const failure = { kind: 'problem', error } as const;
    givenPlayer(opened, shown, { type: 'interrupted', failure, retryAt: Date.now() + 15_000 });

    expect(voice().textContent).toBe(
      `The video is interrupted: ${title}. Playhead opens it again by itself.`,
    );
    expect(screen.getByText(title)).toBeTruthy();
    expect(screen.getByText(/^Trying again in 1[45] s/)).toBeTruthy();
  });

  it('is told in Arabic too', async () => {
    await chooseLanguage('ar');
    givenPlayer(opened, failed('camera-not-found'));

    expect(voice().textContent).toBe(ar['problem.camera-not-found.title']);
  });
});
