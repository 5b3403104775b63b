import { act, screen, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { refreshTokenStore } from '../api/refresh-token.ts';
import { signOut, useSession } from '../api/session.ts';
import { renderApp } from '../testing/render.tsx';
import { api, problemAnswer, server } from '../testing/server.ts';
import { givenWorld } from '../testing/world.ts';
import { SignInGate } from './SignInGate.tsx';

const draw = () => renderApp(<SignInGate>{(me) => <p>Hello {me.displayName}</p>}</SignInGate>);

describe('the gate', () => {
  it('lets in whoever is still signed in after a reload', async () => {
    givenWorld({ role: 'operator' });
    draw();
    expect(screen.getByRole('status').textContent).toContain('Signing you in');

    expect(await screen.findByText('Hello The operator')).toBeTruthy();
  });

  it('asks everybody else to sign in, at the address they came to', () => {
    refreshTokenStore.clear();
    useSession.setState({ status: 'signed-out', because: 'nobody-yet' }, true);
    history.replaceState(null, '', '/cameras/x/recordings?t=2026-03-01T12:00:00Z');
    draw();

    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
    expect(location.pathname).toBe('/cameras/x/recordings');
  });

  it('forgets what one person saw when they sign out', async () => {
    givenWorld();
    const { queries } = draw();
    await screen.findByText('Hello The operator');
    await act(() => signOut());

    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
    expect(
      queries
        .getQueryCache()
        .getAll()
        .filter(({ state }) => state.data !== undefined),
    ).toEqual([]);
  });

  it('asks to sign in again when the session has expired', async () => {
    server.use(http.post(api('/auth/refresh'), () => problemAnswer('token-expired')));
    draw();

    expect(await screen.findByText(/Your sign-in has expired/)).toBeTruthy();
  });

  it('tells that the server does not answer, and tries again', async () => {
    server.use(http.get(api('/auth/me'), () => problemAnswer('service-unavailable')));
    const { user } = draw();
    const alert = await screen.findByRole('alert');
    givenWorld();
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));

    expect(await screen.findByText('Hello The operator')).toBeTruthy();
  });
});
