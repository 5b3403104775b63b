import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, describe, expect, it } from 'vitest';
import { aSync } from '../../features/sync/testing/sync.ts';
import { chooseLanguage } from '../../i18n/language.ts';
import { aCamera, aPerson, aRecording } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { givenWorld } from '../../testing/world.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { Pages } from '../Pages.tsx';

beforeAll(fetchPages);

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

const open = (path: string, role: 'viewer' | 'operator' = 'operator') => {
  history.replaceState(null, '', path);
  return renderApp(<Pages me={aPerson(role)} />);
};

const cameras = [
  aCamera(1),
  aCamera(2, { status: 'OFFLINE', lastOnlineAt: ago(7_200_000) }),
  aCamera(3, { status: 'ERROR', lastOnlineAt: ago(60_000) }),
  aCamera(4, { status: 'OFFLINE', lastOnlineAt: null }),
];

const listed = async (name: string) => {
  const table = await screen.findByRole('table', { name });
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
};

describe('the overview', () => {
  it('counts the cameras of each state, and names those that need attention, the newest loss first', async () => {
    givenWorld({ cameras });
    open('/cameras');
    await screen.findByText('Gate 2');

    const figures = within(screen.getByRole('list', { name: 'Cameras by state' })).getAllByRole('link');
    expect(figures.map(({ textContent }) => textContent)).toEqual([
      '4All cameras',
      '1Online',
      '2Offline',
      '1Fault',
      '0Recording now',
    ]);
    const rows = await listed('Need attention');
    expect(rows.map((row) => row?.slice(0, 6))).toEqual(['Gate 3', 'Gate 2', 'Gate 4']);
    expect(rows[1]).toMatch(/2 h ago$/);
    expect(rows[2]).toMatch(/Not since it was imported$/);
  });

  it('leads from a figure to the list of those cameras, which the address holds', async () => {
    givenWorld({ cameras });
    const { user } = open('/cameras');
    await user.click(await screen.findByRole('link', { name: /Online/ }));

    expect(await listed('Online cameras')).toHaveLength(1);
    expect(location.search).toBe('?status=ONLINE');
    expect(screen.getByRole('link', { name: /Online/ }).getAttribute('aria-current')).toBe('true');
  });

  it('lists thousands in one table, of which those in sight are in the page', async () => {
    givenWorld({ cameras: Array.from({ length: 3_000 }, (_, index) => aCamera(index + 1)) });
    open('/cameras?status=all');
    await screen.findByText('3,000 cameras');

    expect((await listed('All cameras')).length).toBeLessThan(100);
    const table = screen.getByRole('table', { name: 'All cameras' });
    expect(table.getAttribute('aria-rowcount')).toBe('3001');
  });

  it('says that nothing needs attention', async () => {
    givenWorld({ cameras: [aCamera(1)] });
    open('/cameras');

    expect(await screen.findByText('Every camera is online')).toBeTruthy();
  });

  it('shows what records now with the time it has left, the first to end on top', async () => {
    givenWorld({ cameras });
    const recordings = [
      { ...aRecording({ remainingSeconds: 600, reason: 'Crowd' }), cameraId: aCamera(1).id },
      {
        ...aRecording({ recordingId: '00000000-0000-4000-8000-000000000502', remainingSeconds: 60 }),
        cameraId: aCamera(2).id,
      },
    ];
    server.use(http.get(api('/recordings/active'), () => HttpResponse.json({ recordings, total: 2 })));
    open('/cameras');
    const card = await screen.findByRole('region', { name: 'Recording now' });
    const items = (await within(card).findAllByRole('listitem')).map(({ textContent }) => textContent);

    expect(items[0]).toMatch(/^Gate 2(01:00|00:59)/);
    expect(items[1]).toMatch(/^Gate 1.*noor · Crowd$/);
  });

  it('names cameras in Arabic', async () => {
    await chooseLanguage('ar');
    givenWorld({ cameras: [aCamera(1, { nameAr: 'البوابة', status: 'OFFLINE' })] });
    open('/cameras');

    expect(await screen.findByRole('link', { name: 'البوابة' })).toBeTruthy();
    localStorage.clear();
  });

  it('leads an operator without cameras to discovering them', async () => {
    givenWorld();
    open('/cameras');
    const link = await screen.findByRole('link', { name: 'Import cameras from XProtect' });

    expect(link.getAttribute('href')).toBe('/discover');
  });

  it('tells everybody else who can import cameras', async () => {
    givenWorld();
    open('/cameras', 'viewer');

    expect(await screen.findByText(/An operator can import cameras/)).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Import cameras from XProtect' })).toBeNull();
  });

  it('says of each of its parts how old it is when it could not be asked for again', async () => {
    givenWorld({ cameras });
    server.use(http.get(api('/milestone/sync'), () => HttpResponse.json({ syncs: [aSync()], total: 1 })));
    const { queries } = open('/cameras');
    await screen.findByText('Gate 2');
    await screen.findByText('No timed recording is running');
    await waitFor(() => expect(queries.isFetching()).toBe(0));
    server.use(
      ...['/cameras', '/recordings/active', '/milestone/status', '/milestone/sync'].map((path) =>
        http.get(api(path), () => problemAnswer('service-unavailable')),
      ),
    );
    await act(() => queries.invalidateQueries());

    expect(await screen.findAllByTestId('stale')).toHaveLength(4);
    expect(screen.getByText('Gate 2')).toBeTruthy();
  });
});
