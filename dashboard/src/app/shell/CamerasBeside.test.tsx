import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { SilentSocket } from '../../testing/silent-socket.ts';
import { givenWorld } from '../../testing/world.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { Shell } from './Shell.tsx';

async function given({ narrow, path = '/recordings' }: { narrow: boolean; path?: string }) {
  const media = Object.assign(new EventTarget(), { matches: narrow });
  vi.stubGlobal('matchMedia', () => media);
  vi.stubGlobal('WebSocket', SilentSocket);
  givenWorld({ cameras: [aCamera(1), aCamera(2)] });
  await fetchPages();
  history.replaceState(null, '', path);
  return renderApp(<Shell me={aPerson('investigator')} />);
}

afterEach(() => vi.unstubAllGlobals());

describe('the cameras beside the page', () => {
  it('stand there where there is room', async () => {
    await given({ narrow: false });

    expect(await screen.findByRole('link', { name: /Gate 1/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show the cameras' })).toBeNull();
  });

  it('are in a drawer on a narrow screen, which closes when one is chosen', async () => {
    const { user } = await given({ narrow: true });
    expect(screen.queryByRole('complementary')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show the cameras' }));
    const drawer = await screen.findByRole('dialog', { name: 'Imported cameras' });
    await user.click(await within(drawer).findByRole('link', { name: /Gate 2/ }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(location.pathname).toBe(`/cameras/${aCamera(2).id}`);
  });

  it('close their drawer too when the camera that is already open is chosen', async () => {
    const path = `/cameras/${aCamera(2).id}`;
    const { user } = await given({ narrow: true, path });
    await user.click(await screen.findByRole('button', { name: 'Show the cameras' }));
    const drawer = await screen.findByRole('dialog', { name: 'Imported cameras' });
    await user.click(await within(drawer).findByRole('link', { name: /Gate 2/ }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(location.pathname).toBe(path);
  });
});
