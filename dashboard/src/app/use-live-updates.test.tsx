import type { Camera } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { marksQuery } from '../features/bookmarks/bookmarks.query.ts';
import { camerasQuery } from '../features/cameras/cameras.query.ts';
import { rememberAction } from '../features/recording/own-actions.ts';
import { footageQuery, latestFootageQuery } from '../features/recordings/footage.query.ts';
import { manualQuery } from '../features/recordings/manual.query.ts';
import { severalFootageQuery } from '../features/recordings/several.query.ts';
import { VmsBanner } from '../features/vms/VmsBanner.tsx';
import { aCamera, anEvent, aPerson, notRecording } from '../testing/fixtures.ts';
import { renderApp } from '../testing/render.tsx';
import { api, server } from '../testing/server.ts';
import { givenWorld } from '../testing/world.ts';
import { CameraPage } from './pages/CameraPage.tsx';
import { OverviewPage } from './pages/OverviewPage.tsx';
import { useLiveUpdates } from './use-live-updates.ts';

class FakeSocket {
  static latest: FakeSocket | undefined;
  onopen: (() => void) | undefined;
  onmessage: ((message: { data: string }) => void) | undefined;

  constructor() {
    FakeSocket.latest = this;
  }

  send() {}
  close() {}

  say(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

function Page() {
  useLiveUpdates();
  return <OverviewPage me={aPerson('viewer')} />;
}

function LiveCamera({ id }: { readonly id: string }) {
  useLiveUpdates();
  return <CameraPage id={id} me={aPerson('investigator')} />;
}

function Listed() {
  useLiveUpdates();
  const { data = [] } = useQuery(camerasQuery());
  return data.map(({ id, name }) => <p key={id}>{name}</p>);
}

/** Shows something of everything that an event can change. */
function Watching({ camera }: { readonly camera: Pick<Camera, 'id'> }) {
  const span = { from: Date.parse('2026-03-01T10:00:00Z'), to: Date.parse('2026-03-01T11:00:00Z') };
  useLiveUpdates();
  useQuery(manualQuery(camera.id, span));
  useQuery(footageQuery(camera.id, span));
  useQuery(latestFootageQuery(camera.id));
  useQuery(severalFootageQuery([camera.id], span, 'UTC'));
  useQuery(marksQuery(camera.id, span));
  return <OverviewPage me={aPerson('operator')} />;
}

async function given() {
  givenWorld({ cameras: [aCamera(1), aCamera(2)] });
  renderApp(<Page />);
  await screen.findByText('No timed recording is running');
  await waitFor(() => expect(FakeSocket.latest).toBeTruthy());
  FakeSocket.latest?.say({ type: 'authenticated' });
}

const say = (event: unknown) => FakeSocket.latest?.say(event);

beforeEach(() => {
  FakeSocket.latest = undefined;
  vi.stubGlobal('WebSocket', FakeSocket);
});

afterEach(() => vi.unstubAllGlobals());

const stoppedBy = (username: string) => ({
  isRecording: false,
  lastRecording: {
    recordingId: '00000000-0000-4000-8000-000000000501',
    startTime: '2026-03-01T12:00:00Z',
    endTime: '2026-03-01T12:05:00Z',
    endedBy: { kind: 'user', username },
  },
});

describe('what others do', () => {
  it('shows at once, and is told by name', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await given();
    say(anEvent({ cameraId: aCamera(2).id }));

    expect((await screen.findByTestId('recording-indicator')).textContent).toContain('10:00');
    const toast = await screen.findByTestId('toast');
    expect(toast.textContent).toContain('noor started a recording');
    expect(toast.textContent).toContain('Gate 2: 15 min');
  });

  it('is told loudly when the VMS ended it', async () => {
    await given();
    const lastRecording = {
      recordingId: '00000000-0000-4000-8000-000000000501',
      startTime: '2026-03-01T12:00:00Z',
      endTime: '2026-03-01T12:05:00Z',
      endedBy: { kind: 'vms' },
    };
    const status = { isRecording: false, lastRecording };
    say(anEvent({ type: 'recording_stopped', cameraId: aCamera(2).id, status, outcome: 'stopped' }));

    const { textContent } = await screen.findByTestId('toast');
    expect(textContent).toContain('Recording ended in the VMS');
    expect(textContent).toContain('Gate 2: somebody stopped it there');
  });

  it('is told when it ends, and when it fails', async () => {
    await given();
    const ended = { type: 'recording_stopped', cameraId: aCamera(2).id, status: notRecording };
    say(anEvent({ ...ended, outcome: 'stopped' }));
    expect((await screen.findByTestId('toast')).textContent).toContain('Recording ended');
    say(anEvent({ ...ended, outcome: 'failed', error: 'The VMS refused.' }));

    await waitFor(() => expect(screen.getAllByTestId('toast')).toHaveLength(2));
    expect(
      screen
        .getAllByTestId('toast')
        .map(({ textContent }) => textContent)
        .join(),
    ).toContain('Gate 2: The VMS refused.');
  });

  it('is told when it is made longer, but not every few seconds', async () => {
    await given();
    say(anEvent({ type: 'recording_progress', id: '', cameraId: aCamera(2).id }));
    say(anEvent({ type: 'recording_progress', id: '18', cameraId: aCamera(2).id }));

    expect((await screen.findByTestId('toast')).textContent).toContain('Gate 2: 10 min left');
  });

  it('is told with the name of who extended or stopped', async () => {
    await given();
    say(anEvent({ type: 'recording_progress', id: '18', cameraId: aCamera(2).id, extendedBy: 'omar' }));
    expect((await screen.findByTestId('toast')).textContent).toContain('omar extended a recording');
    say(anEvent({ type: 'recording_stopped', outcome: 'stopped', status: stoppedBy('layla') }));

    expect(await screen.findByText('layla stopped a recording')).toBeTruthy();
  });

  it('is told of a camera that this page has just acted on', async () => {
    await given();
    rememberAction({ cameraId: aCamera(1).id, kind: 'start', by: 'noor' });
    say(anEvent());
    say(anEvent({ type: 'recording_stopped', outcome: 'stopped', status: stoppedBy('omar') }));

    expect((await screen.findByTestId('toast')).textContent).toContain('omar stopped a recording');
  });

  it('is not told of what this page did itself', async () => {
    await given();
    rememberAction({ cameraId: aCamera(1).id, kind: 'start', by: 'noor' });
    say(anEvent({ cameraId: aCamera(1).id }));

    expect(await screen.findByTestId('recording-indicator')).toBeTruthy();
    expect(screen.queryByTestId('toast')).toBeNull();
  });
});

describe('what the VMS says', () => {
  it('of a camera shows at once', async () => {
    givenWorld({ cameras: [aCamera(1)] });
    renderApp(<LiveCamera id={aCamera(1).id} />);
    expect(await screen.findByText('Online')).toBeTruthy();
    await waitFor(() => expect(FakeSocket.latest).toBeTruthy());
    const at = '2026-03-01T12:00:00Z';
    say({ type: 'camera_status', id: '7', at, cameraId: aCamera(1).id, status: 'OFFLINE', lastOnlineAt: at });

    expect(await screen.findByText('Offline')).toBeTruthy();
  });

  it('is not known while contact is lost: that is told over the page, and cameras keep their status', async () => {
    givenWorld({ cameras: [aCamera(1)] });
    renderApp(
      <>
        <VmsBanner />
        <LiveCamera id={aCamera(1).id} />
      </>,
    );
    await screen.findByText('Online');
    await waitFor(() => expect(FakeSocket.latest).toBeTruthy());
    const [at, since] = ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'];
    const lastContactAt = '2026-02-28T12:00:00Z';
    const lost = { reachable: false, since, lastContactAt, detail: 'refused' };
    server.use(http.get(api('/milestone/status'), () => HttpResponse.json(lost)));
    say({ type: 'vms_status', id: '8', at, ...lost });
    expect(await screen.findByText('The VMS does not answer')).toBeTruthy();
    expect(screen.getByText('Online')).toBeTruthy();
    expect(screen.getByText(/Last contact 28 Feb 2026/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Ask now' })).toBeTruthy();

    say({ type: 'vms_status', id: '9', at, reachable: true, since, lastContactAt: at });
    await waitFor(() => expect(screen.queryByText('The VMS does not answer')).toBeNull());
  });
});

describe('the list of cameras', () => {
  it('follows what colleagues import, change and delete', async () => {
    const imported = (...cameras: Camera[]) =>
      server.use(http.get(api('/cameras'), () => HttpResponse.json({ cameras, total: cameras.length })));
    givenWorld({ cameras: [aCamera(1)] });
    renderApp(<Listed />);
    await screen.findByText('Gate 1');
    await waitFor(() => expect(FakeSocket.latest).toBeTruthy());
    const happened = { id: '7', at: '2026-03-01T12:00:00Z' };
    imported(aCamera(1), aCamera(2));
    say({ type: 'camera_imported', ...happened, cameraId: aCamera(2).id });
    expect(await screen.findByText('Gate 2')).toBeTruthy();

    imported(aCamera(2, { name: 'Quay' }));
    say({ type: 'camera_changed', ...happened, cameraId: aCamera(2).id });
    say({ type: 'camera_removed', ...happened, cameraId: aCamera(1).id });
    expect(await screen.findByText('Quay')).toBeTruthy();
    expect(screen.queryByText('Gate 1')).toBeNull();
  });
});

describe('what an administrator changes of what one sees', () => {
  it('shows at once, and is told', async () => {
    givenWorld({ cameras: [aCamera(1), aCamera(2)] });
    renderApp(<Listed />);
    await screen.findByText('Gate 1');
    await waitFor(() => expect(FakeSocket.latest).toBeTruthy());
    givenWorld({ cameras: [aCamera(2)] });
    say({ type: 'access_changed', id: '7', at: '2026-03-01T12:00:00Z', userId: aPerson('viewer').id });

    const told = await screen.findByTestId('toast');
    expect(told.textContent).toContain('You no longer see 1 camera');
    const [left, ...others] = screen.getAllByText('Gate 1');
    expect([told.contains(left ?? null), others]).toEqual([true, []]);
  });
});

describe('the page of a camera', () => {
  it('looks for the new footage when a recording has ended', async () => {
    const camera = aCamera(1);
    givenWorld({ cameras: [camera] });
    let queries = 0;
    server.events.on('request:match', ({ request }) => {
      if (request.url.endsWith('/recordings/query')) queries += 1;
    });
    renderApp(<LiveCamera id={camera.id} />);
    await screen.findByText('No footage in the last 7 days');
    await waitFor(() => expect(FakeSocket.latest).toBeTruthy());
    const before = queries;
    say(
      anEvent({ type: 'recording_stopped', cameraId: camera.id, status: notRecording, outcome: 'stopped' }),
    );

    await waitFor(() => expect(queries).toBeGreaterThan(before));
    server.events.removeAllListeners();
  });
});

describe('after events that can not be told one by one', () => {
  it('asks anew for all that they could have changed: recordings, footage, marks, cameras and the VMS', async () => {
    const camera = aCamera(1);
    givenWorld({ cameras: [camera] });
    server.use(http.post(api('/recordings/query'), () => HttpResponse.json({ results: [] })));
    const { queries } = renderApp(<Watching camera={camera} />);
    await waitFor(() => expect(queries.isFetching()).toBe(0));
    await waitFor(() => expect(FakeSocket.latest).toBeTruthy());
    const asked = new Set<string>();
    server.events.on('request:match', ({ request }) => {
      asked.add(new URL(request.url).pathname.replace('/api/v1', '').replace(camera.id, ':id'));
    });
    say({ type: 'resync', lastEventId: '90' });

    const parts = [
      '/recordings', // by hand
      '/cameras/:id/recordings/query',
      '/recordings/query', // of several cameras
      '/cameras/:id/bookmarks/marks',
      '/recordings/active',
      '/cameras',
      '/milestone/status',
      '/milestone/sync',
    ];
    await waitFor(() => expect([...asked]).toEqual(expect.arrayContaining(parts)));
    await waitFor(() => expect(queries.isFetching()).toBe(0));
    expect(queries.getQueryState(['latest-footage', camera.id])?.dataUpdateCount).toBe(2);
    server.events.removeAllListeners();
  });
});
