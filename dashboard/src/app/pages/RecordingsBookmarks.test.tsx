import type { BookmarkMark, Role } from '@playhead/contracts';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepSpeed, tellPlayer, usePlayerStore } from '../../features/player/player.store.ts';
import { openedMoments } from '../../features/player/testing/fake-hls-source.ts';
import { clearSelection, selectSpan } from '../../features/timeline/timeline.store.ts';
import { setPlayhead } from '../../playback/playhead.store.ts';
import { givenBookmarks } from '../../testing/bookmarks-api.ts';
import { aBookmark, aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { givenWorld } from '../../testing/world.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { Pages } from '../Pages.tsx';

beforeAll(fetchPages);

vi.mock(
  '../../features/player/hls-source.ts',
  () => import('../../features/player/testing/fake-hls-source.ts'),
);
vi.mock('../../features/player/stream-playlist.ts', () => ({ warmPlaylist: () => undefined }));

const iso = (clock: string) => `2026-03-01T${clock}.000Z`;
const at = (clock: string) => Date.parse(iso(clock));
const camera = aCamera(1);
const van = aBookmark(1, { startTime: iso('10:10:00'), title: 'White van', note: 'No lights' });
const crowd = aBookmark(2, {
  startTime: iso('10:20:00'),
  endTime: iso('10:25:00'),
  title: 'Crowd',
  createdBy: { userId: '00000000-0000-4000-8000-000000000077', username: 'omar' },
});

type Given = { readonly clusters?: readonly BookmarkMark[]; readonly role?: Role };

/** The page at ten o'clock, with these bookmarks. */
async function given(bookmarks = [van, crowd], { clusters = [], role = 'investigator' }: Given = {}) {
  givenWorld({ cameras: [camera], sequences: [[iso('06:00:00'), iso('11:59:00')]] });
  const kept = givenBookmarks(bookmarks, clusters);
  history.replaceState(null, '', `/cameras/${camera.id}/recordings?t=${iso('10:00:00')}`);
  const view = renderApp(<Pages me={aPerson(role)} />);
  await screen.findByRole('slider', { name: 'Timeline' });
  await waitFor(() => expect(openedMoments).toHaveLength(1));
  act(() => setPlayhead(at('10:00:00')));
  return { ...view, kept };
}

const marks = () => screen.findAllByTestId('timeline-mark');
const dialog = () => screen.findByRole('dialog', { name: 'New bookmark' });

beforeEach(() => {
  vi.useFakeTimers({ now: at('12:00:00'), toFake: ['Date'] });
  openedMoments.length = 0;
});

afterEach(() => {
  tellPlayer({ type: 'closed' });
  keepSpeed(1);
  clearSelection();
});

describe('a bookmark', () => {
  it('is set at the picture on screen with B, a title and Enter; playback is left as it is', async () => {
    const { user, kept } = await given([]);
    const before = usePlayerStore.getState().model;
    await user.keyboard('b');
    expect((await dialog()).textContent).toContain('1 Mar 2026');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Title')));
    await user.keyboard('Red car{Enter}');

    expect((await screen.findByTestId('toast')).textContent).toContain('Bookmark savedRed car');
    expect(kept.bookmarks).toMatchObject([
      { startTime: iso('10:00:00'), endTime: null, title: 'Red car', note: null },
    ]);
    expect((await marks())[0]?.getAttribute('aria-label')).toContain('Red car');
    expect(screen.queryByRole('dialog', { name: 'New bookmark' })).toBeNull();
    expect(usePlayerStore.getState().model).toEqual(before);
  });

  it('marks the moment at which it was begun, though playing goes on', async () => {
    const { user, kept } = await given([]);
    await user.keyboard('b');
    await dialog();
    act(() => setPlayhead(at('10:00:30')));
    await user.type(screen.getByLabelText('Note (optional)'), 'Two{Shift>}{Enter}{/Shift}lines');
    await user.type(screen.getByLabelText('Title'), 'Van');
    await user.type(screen.getByLabelText('Note (optional)'), '{Enter}');

    await waitFor(() =>
      expect(kept.bookmarks).toMatchObject([{ startTime: iso('10:00:00'), note: 'Two\nlines' }]),
    );
  });

  it('marks the selection where there is one', async () => {
    const { user, kept } = await given([]);
    act(() => selectSpan(at('10:10:00'), at('10:15:00')));
    await user.click(within(screen.getByTestId('selection')).getByRole('button', { name: 'Bookmark' }));
    await user.type(await screen.findByLabelText('Title'), 'Fight{Enter}');

    await waitFor(() =>
      expect(kept.bookmarks).toMatchObject([{ startTime: iso('10:10:00'), endTime: iso('10:15:00') }]),
    );
  });

  it('of more than a day is refused before anything is typed', async () => {
    const { user } = await given([]);
    act(() => selectSpan(at('10:10:00') - 25 * 3_600_000, at('10:15:00')));
    await user.keyboard('b');

    expect((await screen.findByTestId('toast')).textContent).toContain('24 hours');
    expect(screen.queryByRole('dialog', { name: 'New bookmark' })).toBeNull();
  });

  it('is not set without a title, nor after Escape', async () => {
    const { user, kept } = await given([]);
    await user.keyboard('b');
    await dialog();
    await user.keyboard('{Enter}');
    expect((await screen.findByRole('alert')).textContent).toBe('Give it a title.');
    await user.keyboard('Van{Escape}');

    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'New bookmark' })).toBeNull());
    expect(kept.bookmarks).toEqual([]);
  });

  it('that could not be stored keeps its words, and can be saved again', async () => {
    const { user, kept } = await given([]);
    server.use(
      http.post(api('/cameras/:id/bookmarks'), () => problemAnswer('service-unavailable'), { once: true }),
    );
    await user.keyboard('b');
    await user.type(await screen.findByLabelText('Title'), 'Van{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('not available');
    await user.keyboard('{Enter}');

    await waitFor(() => expect(kept.bookmarks).toMatchObject([{ title: 'Van' }]));
  });
});

describe('the marks on the timeline', () => {
  it('say what, when and by whom, and lead there', async () => {
    const { user } = await given();
    const [first] = await marks();
    if (!first) throw new Error('There is no mark.');
    await user.hover(first);
    expect((await screen.findByTestId('timeline-mark-tip')).textContent).toMatch(/White van.*1 Mar.*noor/);
    expect(first.getAttribute('aria-label')).toMatch(/^White van, 1 Mar.*, noor$/);
    await user.click(first);

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:10:00')));
  });

  it('are one stop of the Tab key, with arrows from mark to mark', async () => {
    const { user } = await given();
    const [first, second] = await marks();
    expect([first?.tabIndex, second?.tabIndex]).toEqual([0, -1]);
    act(() => first?.focus());
    await user.keyboard('{ArrowRight}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toContain('Crowd'));
    await user.keyboard('{Enter}');

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:20:00')));
  });

  it('that stand for several look closer at a press', async () => {
    const cluster = {
      kind: 'cluster' as const,
      startTime: iso('10:05:00'),
      endTime: iso('10:07:00'),
      count: 120,
    };
    const { user } = await given([], { clusters: [cluster] });
    const [several] = await marks();
    if (!several) throw new Error('There is no mark.');
    expect([several.textContent, several.getAttribute('aria-label')]).toEqual([
      '99+',
      expect.stringContaining('120 bookmarks'),
    ]);
    const axis = screen.getByTestId('timeline-axis');
    const length = () => Date.parse(axis.dataset.end ?? '') - Date.parse(axis.dataset.start ?? '');
    const before = length();
    await user.click(several);

    expect(length()).toBeCloseTo(before / 8, -3);
    expect(openedMoments).toHaveLength(1);
  });
});

describe('N and P', () => {
  it('go to the next and the previous bookmark, from the one that was gone to', async () => {
    const { user } = await given();
    await user.keyboard('n');
    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:10:00')));
    act(() => setPlayhead(at('10:10:00') - 400));
    await user.keyboard('n');
    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:20:00')));
    act(() => setPlayhead(at('10:20:00') + 2_000));
    await user.keyboard('p');

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:10:00')));
  });

  it('stop at recordings by hand as well', async () => {
    const { user } = await given();
    server.use(
      http.get(api('/recordings'), ({ request }) => {
        const { searchParams } = new URL(request.url);
        const recording = {
          recordingId: '00000000-0000-4000-8000-000000000501',
          cameraId: camera.id,
          cameraName: 'Gate 1',
          startTime: iso('10:04:00'),
          endTime: iso('10:06:00'),
          estimatedEndTime: iso('10:06:00'),
          durationSeconds: 300,
          actualDuration: 300,
          status: 'stopped',
          triggeredBy: 'noor',
          reason: null,
          endedBy: { kind: 'timer' },
          error: null,
        };
        const recordings = searchParams.get('order') === 'oldest' ? [recording] : [];
        return HttpResponse.json({ recordings, total: recordings.length });
      }),
    );
    await user.keyboard('n');

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:04:00')));
  });

  it('say so when there is none', async () => {
    const { user } = await given([]);
    await user.keyboard('p');

    expect((await screen.findByTestId('toast')).textContent).toContain(
      'No bookmark or recording by hand before',
    );
  });
});

describe('the list of bookmarks', () => {
  const open = async (bookmarks = [van, crowd], role: Role = 'investigator') => {
    const view = await given(bookmarks, { role });
    await view.user.click(screen.getByRole('button', { name: 'Show the bookmarks' }));
    return { ...view, list: await screen.findByRole('region', { name: 'Bookmarks' }) };
  };

  it('shows those of what the timeline shows, and leads to each', async () => {
    const { user, list } = await open();
    expect(await within(list).findByText('2 bookmarks in what the timeline shows')).toBeTruthy();
    expect(within(list).getByText('No lights')).toBeTruthy();
    await user.click(within(list).getByRole('button', { name: /Crowd/ }));

    await waitFor(() => expect(openedMoments.at(-1)).toBe(at('10:20:00')));
  });

  it('is searched', async () => {
    const { user, list } = await open();
    await user.type(within(list).getByRole('searchbox'), 'van');

    expect(await within(list).findByText('1 bookmark in what the timeline shows')).toBeTruthy();
    expect(within(list).queryByText('Crowd')).toBeNull();
    await user.type(within(list).getByRole('searchbox'), 's');
    expect(await within(list).findByText('No bookmark matches')).toBeTruthy();
  });

  it('says how to begin where there is none', async () => {
    const { list } = await open([]);

    expect(await within(list).findByText('No bookmarks here')).toBeTruthy();
    expect(list.textContent).toContain('Press B');
  });

  it('has one’s own changed and deleted, after a question, and nobody else’s', async () => {
    const { user, list, kept } = await open();
    await within(list).findByText('Crowd');
    expect(within(list).queryByRole('button', { name: 'Edit the bookmark Crowd' })).toBeNull();
    await user.click(within(list).getByRole('button', { name: 'Edit the bookmark White van' }));
    const title = await screen.findByLabelText('Title');
    fireEvent.change(title, { target: { value: 'Blue van' } });
    await user.clear(screen.getByLabelText('Note (optional)'));
    await user.type(title, '{Enter}');
    await within(list).findByText('Blue van');
    expect(kept.bookmarks.find(({ id }) => id === van.id)).toMatchObject({ note: null });

    await user.click(await within(list).findByRole('button', { name: 'Delete the bookmark Blue van' }));
    await user.click(await screen.findByRole('button', { name: 'Delete bookmark' }));
    await waitFor(() => expect(kept.bookmarks.map(({ title }) => title)).toEqual(['Crowd']));
    await waitFor(() => expect(within(list).queryByText('Blue van')).toBeNull());
  });

  it('has all of them changed by administrators', async () => {
    const { list } = await open([crowd], 'admin');

    expect(await within(list).findByRole('button', { name: 'Delete the bookmark Crowd' })).toBeTruthy();
  });
});
