import type { SyncSummary } from '@playhead/contracts';
import { act, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { SyncHealth } from './SyncHealth.tsx';
import { applySyncEvent } from './sync-events.ts';
import { aSync } from './testing/sync.ts';

function given(sync: SyncSummary | undefined, role: 'operator' | 'viewer' = 'operator') {
  let latest = sync;
  server.use(
    http.get(api('/milestone/sync'), () => HttpResponse.json({ syncs: latest ? [latest] : [], total: 1 })),
  );
  const become = (next: SyncSummary) => {
    latest = next;
  };
  return { ...renderApp(<SyncHealth role={role} />), become };
}

const started = () =>
  http.post(api('/milestone/sync-all'), () =>
    HttpResponse.json({ syncJobId: aSync().syncJobId, status: 'in_progress', message: 'Sync started' }),
  );

describe('the sync', () => {
  it('tells how and when it last ended', async () => {
    given(aSync());

    expect(await screen.findByText('Done')).toBeTruthy();
    expect(screen.getByText(/30 cameras: 2 imported, 5 updated, no errors\. It took 40 s/)).toBeTruthy();
    expect(screen.getByText(/Started by noor/)).toBeTruthy();
  });

  it('is no success when some cameras could not be brought up to date', async () => {
    given(aSync({ errors: 2, initiatedBy: null }));

    expect(await screen.findByText('Done with errors')).toBeTruthy();
    expect(screen.getByText(/2 errors\..*Started by the schedule/)).toBeTruthy();
  });

  it('says why it failed', async () => {
    given(aSync({ status: 'failed', error: 'The VMS did not answer.' }));

    expect(await screen.findByText('Failed')).toBeTruthy();
    expect(screen.getByText('The VMS did not answer.')).toBeTruthy();
  });

  it('says what it is for while there has been none', async () => {
    given(undefined);

    expect(await screen.findByText(/There has been no sync yet/)).toBeTruthy();
  });

  it('can be run again, and shows how far it is', async () => {
    const { user, become, queries } = given(aSync());
    server.use(started());
    await screen.findByText('Done');
    become(aSync({ status: 'in_progress', completedAt: null, done: 3 }));
    await user.click(screen.getByRole('button', { name: 'Sync now' }));
    expect((await screen.findByText('3 of 30 cameras')).textContent).toBeTruthy();

    const { syncJobId, ...counts } = aSync({ status: 'in_progress', done: 12 });
    act(() =>
      applySyncEvent(queries, { ...counts, type: 'sync_progress', id: '', at: counts.startedAt, syncJobId }),
    );
    expect(await screen.findByText('12 of 30 cameras')).toBeTruthy();

    become(aSync({ done: 30 }));
    act(() =>
      applySyncEvent(queries, {
        ...counts,
        status: 'completed',
        type: 'sync_progress',
        id: '9',
        at: counts.startedAt,
        syncJobId,
      }),
    );
    expect(await screen.findByText('Done')).toBeTruthy();
  });

  it('that another runs already is said so', async () => {
    const { user } = given(aSync());
    server.use(http.post(api('/milestone/sync-all'), () => problemAnswer('sync-running')));
    await screen.findByText('Done');
    await user.click(screen.getByRole('button', { name: 'Sync now' }));

    expect((await screen.findByRole('alert')).textContent).toContain('A sync is running already');
  });

  it('tells everybody else who may run it', () => {
    given(aSync(), 'viewer');

    expect(screen.getByText(/Syncs are for operators.*viewer/)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
