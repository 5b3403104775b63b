import type { Bookmark } from '@playhead/contracts';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openedMoments } from '../../features/player/testing/fake-hls-source.ts';
import { setPlayhead } from '../../playback/playhead.store.ts';
import { givenBookmarks } from '../../testing/bookmarks-api.ts';
import { aBookmark } from '../../testing/fixtures.ts';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { currentZone, toWallTime } from '../../time/zone.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { at, beginAtNoon, closePlayer, givenRecordings, iso } from './testing-recordings.tsx';

beforeAll(fetchPages);

vi.mock(
  '../../features/player/hls-source.ts',
  () => import('../../features/player/testing/fake-hls-source.ts'),
);
vi.mock('../../features/player/stream-playlist.ts', () => ({ warmPlaylist: () => undefined }));

beforeEach(beginAtNoon);
afterEach(closePlayer);

const omar = { userId: '00000000-0000-4000-8000-000000000077', username: 'omar' };
/** Nothing was recorded there: from nine to ten. */
const inTheGap = aBookmark(1, { startTime: iso('09:10:00'), title: 'Van', createdBy: omar });
const wide = `${iso('06:00:00')}/${iso('12:00:00')}`;
/** So narrow that the gap is no part of what is loaded for it. */
const narrow = `${iso('11:30:00')}/${iso('11:40:00')}`;

/** At half past eleven, with these bookmarks. */
async function given(view: string, bookmarks: Bookmark[] = [inTheGap]) {
  const page = await givenRecordings({ search: `?t=${iso('11:30:00')}&view=${view}` });
  givenBookmarks(bookmarks, []);
  await page.queries.invalidateQueries();
  await waitFor(() => expect(openedMoments).toHaveLength(1));
  act(() => setPlayhead(at('11:30:00')));
  return page;
}

const isOnNearest = async () => {
  await waitFor(() => expect(openedMoments.at(-1)).toBe(at('08:59:50')));
  expect((await screen.findByTestId('toast')).textContent).toContain('Jumped to');
};

describe('what begins where nothing was recorded leads to the nearest footage, and says so', () => {
  it('a mark on the timeline', async () => {
    const { user } = await given(wide);
    await user.click(await screen.findByRole('button', { name: /^Van,/ }));
    await isOnNearest();
    await user.click(screen.getByRole('button', { name: 'Undo' }));

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('11:30:00')));
  });

  it('a bookmark of the list', async () => {
    const { user } = await given(wide);
    await user.click(screen.getByRole('button', { name: 'Show the bookmarks' }));
    const list = within(await screen.findByRole('region', { name: 'Bookmarks' }));
    await user.click(await list.findByRole('button', { name: /Van/ }));

    await isOnNearest();
  });

  it('a bookmark in the table of what the timeline shows', async () => {
    const { user } = await given(wide);
    await screen.findByRole('button', { name: /^Van,/ });
    await user.click(screen.getByRole('button', { name: 'What was recorded, as a table' }));
    const row = await screen.findByRole('row', { name: /Bookmark · Van · omar/ });
    await user.click(within(row).getByRole('button', { name: /^Play from/ }));

    await isOnNearest();
  });

  it('a bookmark that is stepped to, from which the next step goes on', async () => {
    const earlier = aBookmark(2, { startTime: iso('07:00:00') });
    const { user } = await given(narrow, [inTheGap, earlier]);
    await user.keyboard('p');
    await isOnNearest();
    act(() => setPlayhead(at('08:59:50')));
    await user.keyboard('p');

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('07:00:00')));
  });

  it('a digit key', async () => {
    const { user } = await given(`${iso('09:10:00')}/${iso('11:40:00')}`);
    await user.keyboard('0');

    await isOnNearest();
  });

  it('a date and time, also far from what the timeline shows', async () => {
    const { user } = await given(narrow);
    await user.keyboard('g');
    fireEvent.change(await screen.findByLabelText(/^Date and time/), {
      target: { value: toWallTime(at('09:10:00'), currentZone()) },
    });
    await user.click(screen.getByRole('button', { name: 'Go there' }));

    await isOnNearest();
  });
});

it('a moment of which it can not be told goes to the server, which decides', async () => {
  const { user } = await given(narrow);
  server.use(http.post(api('/cameras/:id/recordings/query'), () => problemAnswer('service-unavailable')));
  await user.keyboard('p');

  await waitFor(() => expect(openedMoments.at(-1)).toBe(at('09:10:00')));
});
