import type { MilestoneCamera } from '@playhead/contracts';
import { act, screen, waitFor, within } from '@testing-library/react';
import { delay, HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { aMilestoneCamera } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { Discovery } from './Discovery.tsx';

const answer = (cameras: readonly MilestoneCamera[], total = cameras.length) =>
  HttpResponse.json({ cameras, total, imported: cameras.filter(({ imported }) => imported).length });

/** A VMS with these cameras, and a log of the queries it got. */
function given(cameras: readonly MilestoneCamera[], total?: number) {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(api('/milestone/cameras'), ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return answer(cameras, total);
    }),
  );
  return { asked, ...renderApp(<Discovery />) };
}

describe('discovering cameras', () => {
  it('shows that the list is on its way', () => {
    server.use(http.get(api('/milestone/cameras'), () => delay('infinite')));
    renderApp(<Discovery />);

    expect(screen.getByRole('table').getAttribute('aria-busy')).toBe('true');
  });

  it('lists what the VMS has', async () => {
    given([
      aMilestoneCamera(1, { ptzEnabled: true }),
      aMilestoneCamera(2, { recording: false, imported: true }),
    ]);

    const first = (await screen.findByText('Gate 1')).closest('tr');
    const second = screen.getByText('Gate 2').closest('tr');
    expect(first?.textContent).toMatch(/Recording Server 1.*Recording.*PTZ.*Not imported/);
    expect(second?.textContent).toMatch(/Not recording.*Fixed.*Imported/);
    expect(screen.getByText(/1–2 of 2 cameras/)).toBeTruthy();
  });

  it('searches and filters at the server', async () => {
    const { user, asked } = given([aMilestoneCamera(1)]);
    await screen.findByText('Gate 1');
    await user.type(screen.getByRole('searchbox', { name: 'Search by name' }), 'gate');
    await user.selectOptions(screen.getByLabelText('Recording'), 'Yes');
    await user.selectOptions(screen.getByLabelText('Import state'), 'Not imported');

    await waitFor(() =>
      expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({
        search: 'gate',
        recording: 'true',
        imported: 'false',
        limit: '100',
        offset: '0',
      }),
    );
  });

  it('turns pages when there are more than fit on one', async () => {
    const { user, asked } = given([aMilestoneCamera(1)], 150);
    await screen.findByText('Gate 1');
    await user.click(screen.getByRole('button', { name: 'Next page' }));

    await waitFor(() => expect(asked.at(-1)?.get('offset')).toBe('100'));
  });

  it('holds filters and page in its address, and follows the browser back and forward through them', async () => {
    history.replaceState(null, '', '/discover?search=gate&page=2');
    const { user, asked } = given([aMilestoneCamera(1)], 250);
    await screen.findByText('Gate 1');
    expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({ search: 'gate', limit: '100', offset: '100' });
    await user.selectOptions(screen.getByLabelText('Recording'), 'Yes');
    expect(location.search).toBe('?search=gate&recording=true');
    await waitFor(() => expect(asked.at(-1)?.get('recording')).toBe('true'));

    act(() => history.back());
    await waitFor(() => expect(screen.getByLabelText('Recording')).toHaveProperty('value', ''));
    expect(await screen.findByText(/^101/)).toBeTruthy();
    act(() => history.forward());
    await waitFor(() => expect(screen.getByLabelText('Recording')).toHaveProperty('value', 'true'));
  });

  it('says what to do when nothing matches', async () => {
    const { user, asked } = given([]);
    await user.type(screen.getByRole('searchbox', { name: 'Search by name' }), 'x');
    expect(await screen.findByText('No camera matches')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Clear the filters' }));

    await waitFor(() => expect(asked.at(-1)?.get('search')).toBeNull());
    expect(await screen.findByText('The VMS shows no cameras')).toBeTruthy();
  });

  it('tells in a banner that the VMS is down, and tries again when asked', async () => {
    server.use(http.get(api('/milestone/cameras'), () => problemAnswer('vms-unavailable'), { once: true }));
    const { user } = given([aMilestoneCamera(1)]);
    server.use(http.get(api('/milestone/cameras'), () => problemAnswer('vms-unavailable'), { once: true }));

    const banner = await screen.findByRole('alert');
    expect(banner.textContent).toContain('The VMS does not answer');
    expect(banner.textContent).toContain('keeps trying');
    await user.click(within(banner).getByRole('button', { name: 'Try again' }));

    expect(await screen.findByText('Gate 1')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says when the list is an old one, and has it read anew when asked', async () => {
    let stale = true;
    const list = () => HttpResponse.json({ cameras: [aMilestoneCamera(1)], total: 1, imported: 0, stale });
    server.use(
      http.get(api('/milestone/cameras'), ({ request }) => {
        if (new URL(request.url).searchParams.get('refresh') === 'true') stale = false;
        return list();
      }),
    );
    const { user } = renderApp(<Discovery />);

    const banner = await screen.findByRole('alert');
    expect(banner.textContent).toContain('The VMS does not answer');
    expect(screen.getByText('Gate 1')).toBeTruthy();
    await user.click(within(banner).getByRole('button', { name: 'Try again' }));

    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('keeps the last list on screen when the VMS goes down', async () => {
    const { user } = given([aMilestoneCamera(1)]);
    await screen.findByText('Gate 1');
    server.use(http.get(api('/milestone/cameras'), () => problemAnswer('vms-unavailable')));
    await user.type(screen.getByRole('searchbox', { name: 'Search by name' }), 'x');

    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByText('Gate 1')).toBeTruthy();
  });
});

describe('choosing cameras', () => {
  it('counts those that are ticked on the button', async () => {
    const { user } = given([aMilestoneCamera(1), aMilestoneCamera(2)]);
    await user.click(await screen.findByRole('checkbox', { name: 'Select Gate 1' }));
    expect(screen.getByRole('button', { name: 'Import 1 camera' })).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: 'Select Gate 2' }));

    expect(screen.getByRole('button', { name: 'Import 2 cameras' })).toBeTruthy();
  });

  it('takes all on the page but those imported already', async () => {
    const { user } = given([
      aMilestoneCamera(1),
      aMilestoneCamera(2),
      aMilestoneCamera(3, { imported: true }),
    ]);
    await screen.findByText('Gate 1');
    await user.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));

    expect(screen.getByRole('button', { name: 'Import 2 cameras' })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select Gate 3' }).disabled).toBe(true);
  });

  it('has nothing to import while nothing is ticked', async () => {
    given([aMilestoneCamera(1)]);
    await screen.findByText('Gate 1');

    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Import cameras' }).disabled).toBe(true);
  });
});

describe('choosing cameras on many pages', () => {
  it('takes all that match, in as many answers as it needs', async () => {
    const first = Array.from({ length: 1000 }, (_, index) => aMilestoneCamera(index + 1));
    const asked: string[] = [];
    server.use(
      http.get(api('/milestone/cameras'), ({ request }) => {
        const { searchParams } = new URL(request.url);
        if (searchParams.get('limit') !== '1000') return answer(first.slice(0, 100), 1002);
        asked.push(searchParams.toString());
        return answer(searchParams.get('offset') === '0' ? first : [aMilestoneCamera(1001)], 1001);
      }),
    );
    const { user } = renderApp(<Discovery />);
    await user.type(screen.getByRole('searchbox'), 'g');
    await waitFor(() => expect(location.search).toBe('?search=g'));
    await user.click(await screen.findByRole('checkbox', { name: 'Select all on this page' }));
    expect(screen.getByText('100 cameras selected')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Select all that match, on every page' }));

    expect(await screen.findByText('1,001 cameras selected')).toBeTruthy();
    expect(asked).toEqual([
      'search=g&imported=false&limit=1000&offset=0',
      'search=g&imported=false&limit=1000&offset=1000',
    ]);
    await user.click(screen.getByRole('button', { name: 'Clear the selection' }));
    expect(screen.queryByText(/cameras selected/)).toBeNull();
  });

  it('says when they could not be had, and asks again', async () => {
    const { user } = given([aMilestoneCamera(1)], 2);
    await user.click(await screen.findByRole('checkbox', { name: 'Select Gate 1' }));
    server.use(http.get(api('/milestone/cameras'), () => problemAnswer('vms-unavailable'), { once: true }));
    await user.click(screen.getByRole('button', { name: /^Select all that match/ }));
    await user.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Try again' }));

    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});
