import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { useSession } from '../../api/session.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, nextGrant, problemAnswer, server } from '../../testing/server.ts';
import { SignInPage } from './SignInPage.tsx';

const signedOut = (because: 'nobody-yet' | 'expired') =>
  useSession.setState({ status: 'signed-out', because }, true);

type Given = { readonly because?: 'nobody-yet' | 'expired' };

async function given({ because = 'nobody-yet' }: Given = {}) {
  signedOut(because);
  const { user } = renderApp(<SignInPage />);
  return {
    signIn: async (username: string, password: string) => {
      if (username) await user.type(screen.getByLabelText('User name'), username);
      if (password) await user.type(screen.getByLabelText('Password'), password);
      await user.click(screen.getByRole('button', { name: 'Sign in' }));
    },
  };
}

describe('signing in', () => {
  it('sends what was typed and opens the session', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(api('/auth/login'), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(nextGrant());
      }),
    );
    const { signIn } = await given();
    await signIn(' omar ', ' secret ');

    await waitFor(() => expect(useSession.getState().status).toBe('signed-in'));
    expect(sent).toEqual([{ username: 'omar', password: ' secret ' }]);
  });

  it('says in place that the credentials are wrong', async () => {
    server.use(http.post(api('/auth/login'), () => problemAnswer('credentials-wrong')));
    const { signIn } = await given();
    await signIn('omar', 'wrong');

    expect((await screen.findByRole('alert')).textContent).toContain('User name or password is wrong');
    expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true');
    expect(useSession.getState().status).toBe('signed-out');
  });

  it('asks for what is missing without asking the server', async () => {
    const { signIn } = await given();
    await signIn('omar', '');

    expect((await screen.findByRole('alert')).textContent).toContain('Enter both');
  });

  it('says that the server does not answer', async () => {
    server.use(http.post(api('/auth/login'), () => HttpResponse.error()));
    const { signIn } = await given();
    await signIn('omar', 'secret');

    expect((await screen.findByRole('alert')).textContent).toContain('Playhead does not answer');
  });

  it('tells whose sign-in has expired why they are here', async () => {
    await given({ because: 'expired' });

    expect(screen.getByRole('status').textContent).toContain('Your sign-in has expired');
  });

  it('greets a newcomer without a message', async () => {
    await given();

    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByText(/expired/)).toBeNull();
  });
});
