import type { Camera } from '@playhead/contracts';
import { screen, within } from '@testing-library/react';
import { delay, HttpResponse, http } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import { aCamera } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { CameraSidebar } from './CameraSidebar.tsx';
import { searchCameras } from './camera-search.store.ts';

const draw = () =>
  renderApp(
    <CameraSidebar
      selectedId={aCamera(2).id}
      indicator={({ id }) => (id === aCamera(1).id ? <i>REC</i> : null)}
    />,
  );

function given(cameras: readonly Camera[]) {
  server.use(http.get(api('/cameras'), () => HttpResponse.json({ cameras, total: cameras.length })));
  return draw();
}

const links = () => screen.getAllByRole('link').map((link) => link.textContent);

afterEach(() => searchCameras(''));

describe('the camera sidebar', () => {
  it('lists cameras by name, numbers as numbers, with their status in words', async () => {
    given([aCamera(10, { status: 'OFFLINE' }), aCamera(2), aCamera(1)]);
    await screen.findByText('Gate 1');

    expect(links()).toEqual(['OnlineGate 1REC', 'OnlineGate 2', 'OfflineGate 10']);
    expect(screen.getByText('3 cameras')).toBeTruthy();
  });

  it('marks the one that is open', async () => {
    given([aCamera(1), aCamera(2)]);
    const open = (await screen.findByText('Gate 2')).closest('a');

    expect(open?.getAttribute('aria-current')).toBe('page');
    expect(open?.getAttribute('href')).toBe(`/cameras/${aCamera(2).id}`);
  });

  it('finds cameras by any part of either name', async () => {
    const { user } = given([aCamera(1, { nameAr: 'البوابة' }), aCamera(2)]);
    await screen.findByText('Gate 1');
    await user.type(screen.getByRole('searchbox', { name: 'Search cameras' }), 'البو');

    expect(links()).toEqual(['OnlineGate 1REC']);
  });

  it('says when nothing matches, and clears the search', async () => {
    const { user } = given([aCamera(1)]);
    await screen.findByText('Gate 1');
    await user.type(screen.getByRole('searchbox'), 'helipad');
    expect(screen.getByText(/Nothing is called “helipad”/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Clear the search' }));

    expect(screen.getByText('Gate 1')).toBeTruthy();
  });

  it('shows that the list is on its way', () => {
    server.use(http.get(api('/cameras'), () => delay('infinite')));
    draw();

    expect(screen.getByRole('complementary').getAttribute('aria-busy')).toBe('true');
  });

  it('says that there are none yet', async () => {
    given([]);

    expect(await screen.findByText('No cameras yet')).toBeTruthy();
  });

  it('tells an error and asks again', async () => {
    server.use(http.get(api('/cameras'), () => problemAnswer('internal')));
    const { user } = draw();
    const alert = await screen.findByRole('alert');
    server.use(http.get(api('/cameras'), () => HttpResponse.json({ cameras: [aCamera(1)], total: 1 })));
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));

    expect(await screen.findByText('Gate 1')).toBeTruthy();
  });
});
