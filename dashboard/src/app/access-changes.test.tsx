import type { Role } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useSession } from '../api/session.ts';
import { meQuery } from '../features/auth/me.query.ts';
import { camerasQuery } from '../features/cameras/cameras.query.ts';
import { latestFootageQuery } from '../features/recordings/footage.query.ts';
import { chooseLanguage } from '../i18n/language.ts';
import { aCamera } from '../testing/fixtures.ts';
import { renderApp } from '../testing/render.tsx';
import { api, problemAnswer, server } from '../testing/server.ts';
import { givenWorld } from '../testing/world.ts';
import { AccessChanges } from './access-changes.ts';
import { useWithdrawn } from './withdrawn.store.ts';

/** From now on somebody with that role sees these cameras. */
const allow = (numbers: readonly number[], role: Role = 'viewer') =>
  givenWorld({ cameras: numbers.map((number) => aCamera(number)), role });

/** Shows who is signed in, which cameras there are, and something of one of them. */
function Listed() {
  const { data: me } = useQuery(meQuery());
  const { data: listed = [] } = useQuery(camerasQuery());
  useQuery(latestFootageQuery(aCamera(2).id));
  return (
    <>
      <p>The role {me?.role}</p>
      {listed.map(({ id, name }) => (
        <p key={id}>{name}</p>
      ))}
    </>
  );
}

async function given(...numbers: readonly number[]) {
  allow(numbers);
  const { queries } = renderApp(<Listed />);
  await screen.findByText('The role viewer');
  await waitFor(() => expect(queries.isFetching()).toBe(0));
  const access = new AccessChanges(queries);
  onTestFinished(() => access.stop());
  return { queries, access, heard: () => act(() => access.heard()) };
}

const toasts = () => screen.getAllByTestId('toast').map(({ textContent }) => textContent);

describe('a change of what somebody may see', () => {
  it('is told with the names of what came and what went', async () => {
    const { heard } = await given(1, 2);
    allow([2, 3]);
    heard();

    await waitFor(() => expect(screen.getAllByTestId('toast')).toHaveLength(2));
    expect(toasts().join()).toMatch(/You no longer see 1 camera.*Gate 1/);
    expect(toasts().join()).toMatch(/You now see 1 more camera.*Gate 3/);
    expect(useWithdrawn.getState()).toEqual(new Set([aCamera(1).id]));
  });

  it('is told by the number where the names are many', async () => {
    const { heard } = await given(1);
    allow([1, 2, 3, 4, 5]);
    heard();

    const { textContent } = await screen.findByTestId('toast');
    expect(textContent).toContain('You now see 4 more cameras');
    expect(textContent).not.toContain('Gate');
  });

  it('is told in Arabic', async () => {
    const { heard } = await given(1, 2, 3);
    await act(() => chooseLanguage('ar'));
    allow([1]);
    heard();

    const { textContent } = await screen.findByTestId('toast');
    expect(textContent).toContain('لم تعد ترى كاميرتين اثنتين');
    expect(textContent).toContain('،');
  });

  it('is told once for each change, and what is given back is there again', async () => {
    const { heard } = await given(1, 2);
    allow([2]);
    heard();
    heard();
    await screen.findByText('You no longer see 1 camera');

    allow([1, 2]);
    heard();

    expect(await screen.findByText('You now see 1 more camera')).toBeTruthy();
    expect(toasts()).toHaveLength(2);
    expect(useWithdrawn.getState().size).toBe(0);
  });

  it('has everything else on screen asked for anew', async () => {
    const { queries, heard } = await given(1, 2);
    const state = () => queries.getQueryState(latestFootageQuery(aCamera(2).id).queryKey);
    const before = state()?.dataUpdateCount ?? 0;
    heard();

    await waitFor(() => expect(state()?.dataUpdateCount).toBe(before + 1));
    expect(screen.queryByTestId('toast')).toBeNull();
  });
});

describe('a change of what somebody may do', () => {
  it('is told, and ends the session where the sign-in has ended with it', async () => {
    const { heard } = await given(1);
    allow([1], 'operator');
    server.use(http.post(api('/auth/refresh'), () => problemAnswer('sign-in-required')));
    heard();

    expect(await screen.findByText('Your role is now operator')).toBeTruthy();
    await waitFor(() => expect(useSession.getState()).toEqual({ status: 'signed-out', because: 'expired' }));
  });

  it('leaves the session as it is where only the cameras changed', async () => {
    const { heard } = await given(1);
    allow([1, 2]);
    server.use(http.post(api('/auth/refresh'), () => problemAnswer('sign-in-required')));
    heard();

    await screen.findByText('You now see 1 more camera');
    expect(useSession.getState().status).toBe('signed-in');
  });
});
