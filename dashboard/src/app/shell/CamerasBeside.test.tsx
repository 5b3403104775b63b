import { act, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { showAllCameras } from '../../features/cameras/camera-list.store.ts';
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

afterEach(() => {
  showAllCameras();
  vi.unstubAllGlobals();
});

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

describe('how the cameras are listed', () => {
  const searchFor = async (user: UserEvent, text: string) =>
    user.type(await screen.findByRole('searchbox', { name: 'Search cameras' }), text);

  it('stands in the address, beside what the page says of itself', async () => {
    const { user } = await given({ narrow: false, path: '/recordings?state=stopped' });
    await searchFor(user, 'gate 2');

    await waitFor(() => expect(location.search).toBe('?state=stopped&list.search=gate%202'));
    await waitFor(() => expect(screen.queryByRole('link', { name: /Gate 1/ })).toBeNull());
  });

  it('is kept from page to page, and by the page that changes its own address', async () => {
    const { user } = await given({ narrow: false });
    await searchFor(user, 'gate 2');
    await user.click(await screen.findByRole('link', { name: /Gate 2/ }));

    expect(location.pathname).toBe(`/cameras/${aCamera(2).id}`);
    expect(location.search).toBe('?list.search=gate%202');

    await user.click(screen.getByRole('link', { name: 'History' }));
    await user.selectOptions(await screen.findByRole('combobox', { name: 'State' }), 'stopped');
    expect(location.search).toBe('?state=stopped&list.search=gate%202');
    expect(screen.getByRole('searchbox', { name: 'Search cameras' })).toHaveProperty('value', 'gate 2');
  });

  it('is as it was where the browser goes back to', async () => {
    const { user } = await given({ narrow: false });
    await searchFor(user, 'gate 2');
    await user.click(await screen.findByRole('link', { name: /Gate 2/ }));
    await user.clear(screen.getByRole('searchbox', { name: 'Search cameras' }));
    await waitFor(() => expect(location.search).toBe(''));
    act(() => history.back());

    await waitFor(() => expect(location.pathname).toBe('/recordings'));
    expect(await screen.findByDisplayValue('gate 2')).toBeTruthy();
    expect(location.search).toBe('?list.search=gate%202');
  });

  it('begins as the address says: a reload and a copied link keep it', async () => {
    history.replaceState(null, '', '/cameras?list.status=OFFLINE&list.search=yard');
    vi.resetModules();
    const { useCameraList } = await import('../../features/cameras/camera-list.store.ts');

    expect(useCameraList.getState()).toMatchObject({ search: 'yard', filters: { status: 'OFFLINE' } });
  });

  it('is kept by the drawer of a narrow screen too', async () => {
    const { user } = await given({ narrow: true });
    await user.click(screen.getByRole('button', { name: 'Show the cameras' }));
    await searchFor(user, 'gate 2');
    await user.click(await screen.findByRole('link', { name: /Gate 2/ }));

    await waitFor(() => expect(location.pathname).toBe(`/cameras/${aCamera(2).id}`));
    expect(location.search).toBe('?list.search=gate%202');
  });
});
