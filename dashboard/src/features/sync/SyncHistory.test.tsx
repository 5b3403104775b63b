import type { SyncJob } from '@playhead/contracts';
import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { SyncHistory } from './SyncHistory.tsx';
import { SyncNow } from './SyncNow.tsx';
import { applySyncEvent } from './sync-events.ts';
import { SYNCS_PER_PAGE } from './syncs.query.ts';
import { aSync } from './testing/sync.ts';

const running = { status: 'in_progress', completedAt: null, done: 10 };

function given(syncs = [aSync()]) {
  server.use(
    http.get(api('/milestone/sync'), ({ request }) => {
      const limit = Number(new URL(request.url).searchParams.get('limit'));
      return HttpResponse.json({ syncs: syncs.slice(0, limit), total: syncs.length });
    }),
  );
  return renderApp(
    <>
      <SyncNow />
      <SyncHistory />
    </>,
  );
}

const rows = async () => {
  await screen.findByText(/^\d+ syncs?$/);
  return screen.getAllByRole('row').slice(1);
};

describe('the history of syncs', () => {
  it('tells of each who started it, how it went and what it counted', async () => {
    given([
      aSync({ errors: 1 }),
      aSync({
        syncJobId: '00000000-0000-4000-8000-000000000602',
        initiatedBy: null,
        status: 'failed',
        error: 'VMS away',
      }),
    ]);
    const [first, second] = await rows();

    expect(first?.textContent).toMatch(
      /Done with errors.*30 cameras: 2 imported, 5 updated, 1 error\..*noor/,
    );
    expect(second?.textContent).toMatch(/Failed.*VMS away.*Schedule/);
  });

  it('is shown from the page that the address says, and going back leads there again', async () => {
    history.replaceState(null, '', '/discover/syncs?page=2');
    const asked: string[] = [];
    server.use(
      http.get(api('/milestone/sync'), ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('offset') ?? '');
        return HttpResponse.json({ syncs: [aSync()], total: 3 * SYNCS_PER_PAGE });
      }),
    );
    const { user } = renderApp(<SyncHistory />);
    await rows();
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await waitFor(() => expect(location.search).toBe('?page=3'));
    act(() => history.back());
    await waitFor(() => expect(location.search).toBe('?page=2'));

    expect(asked.slice(0, 2)).toEqual([String(SYNCS_PER_PAGE), String(2 * SYNCS_PER_PAGE)]);
  });

  it('says that there has been none', async () => {
    given([]);

    expect(await screen.findByText('No sync yet')).toBeTruthy();
  });

  it('tells that it can’t be had, and asks again', async () => {
    server.use(http.get(api('/milestone/sync'), () => problemAnswer('internal')));
    const { user } = renderApp(<SyncHistory />);
    const alert = await screen.findByRole('alert');
    server.use(http.get(api('/milestone/sync'), () => HttpResponse.json({ syncs: [aSync()], total: 1 })));
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));

    expect(await rows()).toHaveLength(1);
  });

  it('follows a running sync as events tell of it, on the button too', async () => {
    const { queries } = given([aSync(running)]);
    await rows();
    act(() =>
      applySyncEvent(queries, {
        type: 'sync_progress',
        id: 'event-1',
        at: '2026-03-01T12:00:10Z',
        syncJobId: aSync().syncJobId,
        status: 'in_progress',
        discovered: 30,
        done: 20,
        imported: 1,
        updated: 2,
        errors: 0,
      }),
    );

    expect((await rows())[0]?.textContent).toContain('Syncing: 20 of 30');
    expect(screen.getByRole('button', { name: 'Syncing: 20 of 30' }).getAttribute('aria-busy')).toBe('true');
  });
});

describe('the report of a sync', () => {
  const { syncJobId } = aSync();
  const device = { milestoneDeviceId: 'device-1' };
  const open = async (found: Record<'changes' | 'errorDetails', unknown>) => {
    server.use(
      http.get(api(`/milestone/sync/${syncJobId}`), () => HttpResponse.json({ ...aSync(), ...found })),
    );
    const { user } = given();
    await user.click(await screen.findByRole('button', { name: /^Report of the sync/ }));
    return within(await screen.findByRole('dialog'));
  };

  it('names what went wrong before what changed', async () => {
    const report = await open({
      changes: [{ ...device, kind: 'renamed', name: 'Gate 1', before: 'Gate', after: 'Gate 1' }],
      errorDetails: [{ ...device, name: 'Gate 2', detail: 'The VMS refused it.' }],
    });
    await report.findByText('Gate 1');

    expect(report.getAllByRole('listitem').map((line) => line.textContent)).toEqual([
      'Gate 2The VMS refused it.',
      'Gate 1Renamed: Gate → Gate 1',
    ]);
  });

  it('says when nothing was different', async () => {
    const report = await open({ changes: [], errorDetails: [] } satisfies Pick<
      SyncJob,
      'changes' | 'errorDetails'
    >);

    expect(await report.findByText('Every camera was as it is here.')).toBeTruthy();
  });
});

describe('a sync', () => {
  it('that another one keeps from starting is told in a toast', async () => {
    server.use(http.post(api('/milestone/sync-all'), () => problemAnswer('sync-running')));
    const { user } = given();
    await rows();
    await user.click(screen.getByRole('button', { name: 'Sync now' }));

    expect((await screen.findByTestId('toast')).textContent).toContain('A sync is running already');
  });
});
