import { ExportJob } from '@playhead/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { aCamera } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { ExportNews } from './ExportNews.tsx';
import { Exports } from './Exports.tsx';
import { watchExport } from './watched-exports.ts';

const camera = aCamera(1);
const ID = '00000000-0000-4000-8000-000000000601';

const aJob = (change: Record<string, unknown> = {}): ExportJob =>
  ExportJob.parse({
    exportId: ID,
    cameraId: camera.id,
    cameraName: 'Gate 1',
    startTime: '2026-03-01T12:00:00Z',
    endTime: '2026-03-01T12:10:00Z',
    durationSeconds: 600,
    reason: 'Lost child',
    requestedBy: 'noor',
    status: 'running',
    createdAt: '2026-03-01T13:00:00Z',
    finishedAt: null,
    expiresAt: null,
    parts: { done: 2, total: 5 },
    attempts: 0,
    ...change,
  });

const done = {
  status: 'done',
  parts: { done: 5, total: 5 },
  expiresAt: '2026-03-08T13:00:00Z',
  gaps: [
    {
      startTime: '2026-03-01T12:01:00Z',
      endTime: '2026-03-01T12:02:00Z',
      durationSeconds: 60,
      cause: 'not-recorded',
    },
  ],
  file: {
    url: '/api/v1/exports/x/file?signature=secret',
    urlExpiresAt: '2026-03-01T14:00:00Z',
    name: 'Gate 1.mp4',
    bytes: 12_345_678,
    sha256: 'ab'.repeat(32),
  },
};

const given = (...jobs: ExportJob[]) => {
  server.use(
    http.get(api('/exports'), () => HttpResponse.json({ exports: jobs, total: jobs.length })),
    http.get(api('/exports/:id'), ({ params }) =>
      HttpResponse.json(jobs.find(({ exportId }) => exportId === params.id)),
    ),
  );
};

const draw = (everybodys = false) =>
  renderApp(<Exports nameOf={() => undefined} footageOf={() => '/there'} everybodys={everybodys} />);
const row = async () => within((await screen.findByText('Lost child')).closest('tr') ?? document.body);

describe('the list of exports', () => {
  it('tells how far one is, and for how long it goes on', async () => {
    given(aJob({ remainingSeconds: 90 }));
    draw();
    const shown = await row();
    expect(shown.getByText('Running')).toBeTruthy();
    expect(shown.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('38');
    expect(shown.getByText('about 2 min left')).toBeTruthy();
  });

  it('follows one to its end by itself', async () => {
    given(aJob());
    draw();
    await row();
    given(aJob(done));
    expect(await screen.findByText('Done')).toBeTruthy();
    expect(screen.getByText('1 gap left out')).toBeTruthy();
    expect(screen.getByText('12.3 MB')).toBeTruthy();
  });

  it('downloads with a link of now, not of when the page was opened', async () => {
    given(aJob(done));
    const { user } = draw();
    const shown = await row();
    const fresh = { ...done, file: { ...done.file, url: '/api/v1/exports/x/file?signature=fresh' } };
    given(aJob(fresh));
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await user.click(shown.getByRole('button', { name: 'Download the export from Gate 1' }));
    await waitFor(() => expect(clicked).toHaveBeenCalled());
    const [link] = clicked.mock.contexts;
    expect(link instanceof HTMLAnchorElement && link.href).toContain('signature=fresh');
  });

  it('says why one failed and at which step, and tries again', async () => {
    let retried = 0;
    given(
      aJob({
        status: 'failed',
        problem: { code: 'export-disk-full', detail: 'No room.', step: 'joining' },
      }),
    );
    server.use(
      http.post(api(`/exports/${ID}/retry`), () => {
        retried += 1;
        return HttpResponse.json(aJob({ status: 'queued' }), { status: 202 });
      }),
    );
    const { user } = draw();
    const shown = await row();
    expect(shown.getByText('Joining the parts: The disk has no room for the export')).toBeTruthy();
    await user.click(shown.getByRole('button', { name: 'Try the export from Gate 1 again' }));
    await waitFor(() => expect(retried).toBe(1));
  });

  it('says when one that waits for the VMS is tried again', async () => {
    given(
      aJob({
        status: 'queued',
        problem: {
          code: 'vms-unavailable',
          detail: 'Away.',
          step: 'reading',
          retryAt: '2026-03-01T13:05:00Z',
        },
      }),
    );
    draw();
    expect((await row()).getByText(/The VMS does not answer · next try at/)).toBeTruthy();
  });

  it('cancels what runs at once, and asks before it deletes a file', async () => {
    const ended: unknown[] = [];
    server.use(
      http.delete(api('/exports/:id'), ({ params }) => {
        ended.push(params.id);
        return new HttpResponse(null, { status: 204 });
      }),
    );
    given(aJob());
    const { user, unmount } = draw();
    await user.click((await row()).getByRole('button', { name: 'Cancel the export from Gate 1' }));
    await waitFor(() => expect(ended).toEqual([ID]));
    unmount();

    given(aJob(done));
    const again = draw();
    await again.user.click((await row()).getByRole('button', { name: 'Delete the export from Gate 1' }));
    expect(ended).toHaveLength(1);
    await again.user.click(await screen.findByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(ended).toHaveLength(2));
  });

  it('copies the details without the link, which opens the file to anybody', async () => {
    given(aJob(done));
    const { user } = draw();
    await user.click(
      (await row()).getByRole('button', { name: 'Copy the details of the export from Gate 1' }),
    );
    await screen.findByText('Details copied');
    const copied = await navigator.clipboard.readText();
    expect(copied).toContain(done.file.sha256);
    expect(copied).not.toContain('secret');
  });

  it('names who asked only where it is everybody’s', async () => {
    given(aJob());
    const { unmount } = draw();
    await row();
    expect(screen.queryByText('noor')).toBeNull();
    unmount();
    draw(true);
    expect(await screen.findByText('noor')).toBeTruthy();
  });

  it('says how to begin where there is none', async () => {
    given();
    draw();
    expect(await screen.findByText('Nothing has been exported yet')).toBeTruthy();
  });

  it('tells an error', async () => {
    server.use(http.get(api('/exports'), () => problemAnswer('internal')));
    draw();
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});

describe('news of exports', () => {
  const nameOf = (): string | undefined => undefined;

  it('call the camera what the reader calls it', async () => {
    given(aJob(done));
    watchExport(ID);
    renderApp(<ExportNews nameOf={() => 'البوابة 1'} />);

    expect((await screen.findByTestId('toast')).textContent).toContain('البوابة 1');
  });

  it('come on any page when one that was begun here is done', async () => {
    given(aJob(done));
    watchExport(ID);
    renderApp(<ExportNews nameOf={nameOf} />);
    expect(await screen.findByText('An export is done')).toBeTruthy();
  });

  it('say why one failed', async () => {
    given(aJob({ status: 'failed', problem: { code: 'footage-not-found', detail: 'None.' } }));
    watchExport(ID);
    renderApp(<ExportNews nameOf={nameOf} />);
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('The export from Gate 1 failed')).toBeTruthy();
    expect(within(alert).getByText('No recording at or after this time')).toBeTruthy();
  });
});
