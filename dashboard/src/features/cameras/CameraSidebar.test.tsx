import type { Camera } from '@playhead/contracts';
import { screen, within } from '@testing-library/react';
import { delay, HttpResponse, http } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import { aCamera } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { CameraSidebar } from './CameraSidebar.tsx';
import { groupCameras, showAllCameras } from './camera-list.store.ts';

const draw = () =>
  renderApp(
    <CameraSidebar
      selectedId={aCamera(2).id}
      recordingIds={new Set([aCamera(1).id])}
      indicator={({ id }) => (id === aCamera(1).id ? <i>REC</i> : null)}
    />,
  );

function given(cameras: readonly Camera[]) {
  server.use(http.get(api('/cameras'), () => HttpResponse.json({ cameras, total: cameras.length })));
  return draw();
}

const links = () => screen.getAllByRole('link').map((link) => link.textContent);

afterEach(() => {
  showAllCameras();
  groupCameras('none');
});

const at = (address: string) => ({ location: { latitude: 25.2, longitude: 55.3, address } });

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

  it.each([
    ['cafe AHMED', 'Café Ahmed'],
    ['احمد', 'بوابة أَحْمَد'],
    ['المدينه ٣', 'المدينة 3'],
  ])('finds %j as people type it', async (search, nameAr) => {
    const { user } = given([aCamera(1, { nameAr }), aCamera(2)]);
    await screen.findByText('2 cameras');
    await user.type(screen.getByRole('searchbox'), search);

    expect(await screen.findByText('1 of 2 cameras')).toBeTruthy();
    expect(links()).toEqual(['OnlineGate 1REC']);
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

describe('the filters of the sidebar', () => {
  const cameras = [
    aCamera(1, { status: 'OFFLINE', source: 'BUS' }),
    aCamera(2, { status: 'OFFLINE' }),
    aCamera(3),
  ];
  const open = async () => {
    const { user } = given(cameras);
    await screen.findByText('3 cameras');
    await user.click(screen.getByRole('button', { name: 'Filter and group' }));
    await screen.findByRole('dialog');
    return user;
  };

  it('leave the cameras in one state and of one source', async () => {
    const user = await open();
    await user.selectOptions(screen.getByLabelText('Status'), 'Offline');
    expect(links()).toEqual(['OfflineGate 1REC', 'OfflineGate 2']);
    await user.selectOptions(screen.getByLabelText('Source'), 'Bus');

    expect(links()).toEqual(['OfflineGate 1REC']);
    expect(screen.getByRole('button', { name: 'Filter and group: 2 filters on' })).toBeTruthy();
  });

  it('leave those that record, or that do not', async () => {
    const user = await open();
    await user.click(screen.getByRole('radio', { name: 'Recording' }));
    expect(links()).toEqual(['OfflineGate 1REC']);
    await user.click(screen.getByRole('radio', { name: 'Not recording' }));

    expect(links()).toEqual(['OfflineGate 2', 'OnlineGate 3']);
  });

  it('that nothing passes are taken away with one press', async () => {
    const user = await open();
    await user.selectOptions(screen.getByLabelText('Status'), 'Fault');
    await user.click(await screen.findByRole('button', { name: 'Show all cameras' }));

    expect(links()).toHaveLength(3);
  });
});

describe('the groups of the sidebar', () => {
  const group = (name: string) => screen.getByRole('button', { name: new RegExp(name) });

  it('carry their counts, and fold away', async () => {
    groupCameras('location');
    const { user } = given([aCamera(1, at('Pier')), aCamera(2, at('Pier')), aCamera(3)]);
    await screen.findByText('Gate 1');
    expect(group('Pier').textContent).toBe('Pier22 cameras');
    expect(group('No location').textContent).toBe('No location11 camera');
    await user.click(group('Pier'));

    expect(group('Pier').getAttribute('aria-expanded')).toBe('false');
    expect(links()).toEqual(['OnlineGate 3']);
  });

  it('put cameras with a position and no address with their neighbours', async () => {
    groupCameras('location');
    const near = (latitude: number) => ({ location: { latitude, longitude: 55.301 } });
    given([aCamera(1, near(25.2012)), aCamera(2, near(25.2039))]);
    await screen.findByText('Gate 1');

    expect(group('25.20, 55.30').textContent).toContain('2 cameras');
  });
});

describe('the keyboard in the sidebar', () => {
  const focused = () => document.activeElement?.textContent;
  const begin = async (cameras = [aCamera(1), aCamera(2), aCamera(3)]) => {
    const { user } = given(cameras);
    await screen.findByText('Gate 1');
    await user.click(screen.getByRole('searchbox'));
    return user;
  };

  it('goes from the search to the open camera and from row to row', async () => {
    const user = await begin();
    await user.keyboard('{ArrowDown}');
    expect(focused()).toBe('OnlineGate 2');
    await user.keyboard('{ArrowDown}');
    expect(focused()).toBe('OnlineGate 3');
    await user.keyboard('{Home}');
    expect(focused()).toBe('OnlineGate 1REC');
    await user.keyboard('{End}{ArrowDown}');

    expect(focused()).toBe('OnlineGate 3');
  });

  it('reaches rows that were not in the page, and comes to all of them with one Tab', async () => {
    const user = await begin(Array.from({ length: 500 }, (_, index) => aCamera(index + 1)));
    expect(screen.queryByText('Gate 500')).toBeNull();
    await user.keyboard('{ArrowDown}{End}');

    expect(focused()).toBe('OnlineGate 500');
    const stops = [...document.querySelectorAll('li a')].filter(
      (row) => row.getAttribute('tabindex') === '0',
    );
    expect(stops.map((row) => row.textContent)).toEqual(['OnlineGate 500']);
  });

  it('opens the camera it stands on', async () => {
    const user = await begin();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');

    expect(location.pathname).toBe(`/cameras/${aCamera(3).id}`);
  });

  it('closes and opens groups', async () => {
    groupCameras('source');
    const user = await begin();
    await user.keyboard('{ArrowDown}{ArrowLeft}');
    expect(focused()).toContain('Metro');
    await user.keyboard('{ArrowLeft}');
    expect(screen.queryAllByRole('link')).toEqual([]);
    await user.keyboard('{ArrowRight}');

    expect(links()).toHaveLength(3);
  });
});
