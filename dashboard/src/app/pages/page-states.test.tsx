import { screen, waitFor } from '@testing-library/react';
import { delay, HttpResponse, http } from 'msw';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { givenWorld } from '../../testing/world.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { fetchPages } from '../lazy-pages.tsx';
import { Pages } from '../Pages.tsx';

beforeAll(fetchPages);

const camera = aCamera(1);

const open = (path: string, role: 'viewer' | 'admin' = 'admin') => {
  history.replaceState(null, '', path);
  return renderApp(<Pages me={aPerson(role)} />);
};

/** What each page lists, how the list is asked for, and what an empty one is answered by and says. */
const lists = [
  { path: '/users', asked: '/users', none: { users: [], total: 0 }, says: 'Nobody matches' },
  { path: '/audit', asked: '/audit', none: { entries: [], total: 0 }, says: 'No entry matches' },
  {
    path: '/exports',
    asked: '/exports',
    none: { exports: [], total: 0 },
    says: 'Nothing has been exported yet',
  },
  { path: '/discover/syncs', asked: '/milestone/sync', none: { syncs: [], total: 0 }, says: 'No sync yet' },
  {
    path: '/recordings',
    asked: '/recordings',
    none: { recordings: [], total: 0 },
    says: 'Nothing has been recorded yet',
  },
];

const never = async () => {
  await delay('infinite');
  return new HttpResponse();
};

describe('a page that lists', () => {
  it.each(lists)('$asked shows a skeleton until the first rows are there', async ({ path, asked }) => {
    givenWorld({ cameras: [camera] });
    server.use(http.get(api(asked), never));
    open(path);

    expect((await screen.findByRole('table')).getAttribute('aria-busy')).toBe('true');
  });

  it.each(lists)('$asked says when there is nothing', async ({ path, asked, none, says }) => {
    givenWorld({ cameras: [camera] });
    server.use(http.get(api(asked), () => HttpResponse.json(none)));
    open(path);

    expect(await screen.findByText(says)).toBeTruthy();
  });

  it.each(lists)('$asked tells that it can’t be had, and asks again', async ({ path, asked, none, says }) => {
    givenWorld({ cameras: [camera] });
    server.use(http.get(api(asked), () => problemAnswer('service-unavailable')));
    const { user } = open(path);
    const again = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.queryByText(says)).toBeNull();
    server.use(http.get(api(asked), () => HttpResponse.json(none)));
    await user.click(again);

    expect(await screen.findByText(says)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it.each([
    ['/exports', 'Your role cannot view recordings', /investigator role/],
    ['/discover/syncs', 'Your role cannot import cameras', /operator role/],
  ])('%s tells who may not see it which role does', async (path, title, role) => {
    givenWorld();
    open(path, 'viewer');

    expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
    expect(screen.getByText(role)).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });
});

describe('the overview', () => {
  it('keeps the places of its figures and rows until the cameras are known', async () => {
    givenWorld();
    server.use(http.get(api('/cameras'), never));
    open('/cameras');

    expect((await screen.findByRole('table')).getAttribute('aria-busy')).toBe('true');
    expect(screen.getByRole('list', { name: 'Cameras by state' }).textContent).not.toMatch(/\d/);
  });

  it('tells that the cameras can’t be had, and asks again', async () => {
    givenWorld({ cameras: [camera] });
    server.use(http.get(api('/cameras'), () => problemAnswer('service-unavailable')));
    const { user } = open('/cameras');
    const again = await screen.findByRole('button', { name: 'Try again' });
    givenWorld({ cameras: [camera] });
    await user.click(again);

    await waitFor(() => expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull());
    expect(screen.getByRole('link', { name: /All cameras/ }).textContent).toBe('1All cameras');
  });
});

describe('a camera', () => {
  it.each(['', '/recordings'])('that can’t be loaded is asked for again: %s', async (rest) => {
    givenWorld({ cameras: [camera] });
    server.use(http.get(api('/cameras'), () => problemAnswer('service-unavailable')));
    const { user } = open(`/cameras/${camera.id}${rest}`);
    const again = await screen.findByRole('button', { name: 'Try again' });
    givenWorld({ cameras: [camera] });
    await user.click(again);

    expect(await screen.findByRole('heading', { name: /Gate 1/ })).toBeTruthy();
  });
});

describe('the recordings of a camera', () => {
  const path = `/cameras/${camera.id}/recordings`;
  const asked = api('/cameras/:id/recordings/query');

  it('say that they are being loaded', async () => {
    givenWorld({ cameras: [camera] });
    server.use(http.post(asked, never));
    open(path);

    expect(await screen.findByRole('status', { name: 'Loading the timeline…' })).toBeTruthy();
  });

  it('lead from a range without any to a longer one, and say so where that has none either', async () => {
    givenWorld({ cameras: [camera] });
    const { user } = open(path);
    expect(await screen.findByText('Nothing was recorded in what is shown.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show the last 7 days' }));

    expect(await screen.findByText('No recording in the last 7 days.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show the last 7 days' })).toBeNull();
  });

  it('that can’t be had are asked for again', async () => {
    givenWorld({ cameras: [camera] });
    server.use(http.post(asked, () => problemAnswer('vms-unavailable')));
    const { user } = open(path);
    const again = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.queryByRole('slider', { name: 'Timeline' })).toBeNull();
    givenWorld({ cameras: [camera] });
    await user.click(again);

    expect(await screen.findByRole('slider', { name: 'Timeline' })).toBeTruthy();
  });

  it('that were had once stay, with the time they are of', async () => {
    givenWorld({ cameras: [camera] });
    const { queries } = open(path);
    await screen.findByText('Nothing was recorded in what is shown.');
    server.use(http.post(asked, () => problemAnswer('vms-unavailable')));
    await queries.refetchQueries();

    expect(await screen.findByText(/As of \d\d:\d\d/)).toBeTruthy();
    expect(screen.getByRole('slider', { name: 'Timeline' })).toBeTruthy();
  });
});

const Broken = () => {
  throw new Error('broken');
};

describe('an error while drawing', () => {
  it('shows words and the way on instead of a blank page', () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    renderApp(
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>,
    );

    expect(screen.getByRole('heading', { name: 'This page has run into an error' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Load the page again' })).toBeTruthy();
    expect(logged).toHaveBeenCalled();
    logged.mockRestore();
  });
});
