import type { RecordingStatus, Role } from '@playhead/contracts';
import { act, screen, waitFor, within } from '@testing-library/react';
import { delay, HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { aCamera, anEvent, aPerson, notRecording, recordingNow } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { RecordingControl } from './RecordingControl.tsx';
import { applyRecordingEvent } from './recording-events.ts';

const camera = aCamera(1);
const path = (what: string) => api(`/cameras/${camera.id}/recordings/${what}`);

/** A camera whose status the server tells as `status`; `become` changes it. */
type Given = { readonly status?: RecordingStatus; readonly role?: Role };

function given({ status = notRecording, role = 'operator' }: Given = {}) {
  let current = status;
  const started: unknown[] = [];
  server.use(
    http.get(path('status'), () => HttpResponse.json(current)),
    http.get(api('/recordings/active'), () => HttpResponse.json({ recordings: [], total: 0 })),
    http.post(path('start'), async ({ request }) => {
      started.push(await request.json());
      current = recordingNow({ triggeredBy: 'operator', remainingSeconds: 900, elapsedSeconds: 0 });
      return HttpResponse.json({
        recordingId: '00000000-0000-4000-8000-000000000501',
        cameraId: camera.id,
        startTime: '2026-03-01T12:00:00Z',
        estimatedEndTime: '2026-03-01T12:15:00Z',
        durationSeconds: 900,
        status: 'recording',
      });
    }),
  );
  const view = renderApp(<RecordingControl camera={camera} me={aPerson(role)} />);
  return {
    ...view,
    started,
    become: (next: RecordingStatus) => {
      current = next;
    },
  };
}

const startButton = () => screen.findByRole('button', { name: 'Start recording' });
const countdown = () => screen.findByTestId('recording-countdown');

describe('starting a recording', () => {
  it('takes a quarter of an hour unless told otherwise', async () => {
    const { user, started } = given();
    await user.click(await startButton());

    expect((await countdown()).textContent).toBe('15:00');
    expect(started).toEqual([{ duration: 900 }]);
    expect(screen.getByText(/by you/)).toBeTruthy();
  });

  it('takes the reason along', async () => {
    const { user, started } = given();
    await startButton();
    await user.type(screen.getByLabelText('Reason (optional)'), ' Suspicious van ');
    await user.click(await startButton());

    await countdown();
    expect(started).toEqual([{ duration: 900, reason: 'Suspicious van' }]);
  });

  it('tells of a recording that was begun in the VMS itself', async () => {
    const vmsRecording = { startTime: '2026-03-01T12:00:00Z', elapsedSeconds: 60, remainingSeconds: 240 };
    given({ status: { isRecording: false, vmsRecording } });

    expect((await screen.findByText(/Somebody started it there/)).textContent).toContain('4 min left');
  });

  it('takes the duration that is chosen', async () => {
    const { user, started } = given();
    await startButton();
    await user.click(screen.getByRole('radio', { name: '60 min' }));
    await user.click(await startButton());

    await countdown();
    expect(started).toEqual([{ duration: 3600 }]);
  });

  it('takes any number of minutes up to two hours', async () => {
    const { user, started } = given();
    await startButton();
    await user.click(screen.getByRole('radio', { name: 'Custom' }));
    const minutes = screen.getByLabelText('Minutes, 1 to 120');
    await user.clear(minutes);
    await user.type(minutes, '121');
    expect(screen.getByRole('alert').textContent).toContain('from 1 to 120');
    await user.click(await startButton());
    expect(started).toEqual([]);
    await user.clear(minutes);
    await user.type(minutes, '7');
    await user.click(await startButton());

    await countdown();
    expect(started).toEqual([{ duration: 420 }]);
  });

  it('tells of the recording that somebody else began before, and shows it', async () => {
    const { user, become } = given();
    await startButton();
    server.use(
      http.post(path('start'), () => {
        const status = recordingNow({ remainingSeconds: 300 });
        become(status);
        return problemAnswer('camera-already-recording', {
          currentRecording: {
            recordingId: '00000000-0000-4000-8000-000000000501',
            startTime: '2026-03-01T12:00:00Z',
            remainingSeconds: 300,
          },
        });
      }),
    );
    await user.click(await startButton());

    expect(await screen.findByText('The camera is already recording')).toBeTruthy();
    expect((await countdown()).textContent).toBe('05:00');
    expect(screen.getByText(/by noor/)).toBeTruthy();
  });

  it('that a colleague tries and the VMS refuses leaves no countdown behind', async () => {
    const { queries, become } = given({ status: recordingNow({ status: 'starting' }) });
    await countdown();
    become(notRecording);
    act(() =>
      applyRecordingEvent(
        queries,
        anEvent({
          type: 'recording_stopped',
          cameraId: camera.id,
          status: notRecording,
          outcome: 'failed',
          error: 'The VMS does not answer.',
        }),
      ),
    );

    expect(await startButton()).toBeTruthy();
    expect(screen.queryByTestId('recording-countdown')).toBeNull();
  });

  it('says when the VMS is down, and can be tried again', async () => {
    const { user } = given();
    await startButton();
    server.use(http.post(path('start'), () => problemAnswer('vms-unavailable'), { once: true }));
    await user.click(await startButton());

    expect((await screen.findByRole('alert')).textContent).toContain('The VMS does not answer');
    await user.click(await startButton());
    expect((await countdown()).textContent).toBe('15:00');
  });

  it.each(['viewer', 'investigator'] as const)('is not for a %s, who is told why', async (role) => {
    const { user, started } = given({ role });
    const button = await startButton();
    await user.click(button);

    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(/for operators/).textContent).toContain(role);
    expect(started).toEqual([]);
  });
});

describe('a running recording', () => {
  it('counts down by itself from what the server said', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    given({ status: recordingNow({ remainingSeconds: 600 }) });
    expect((await countdown()).textContent).toBe('10:00');
    await act(() => vi.advanceTimersByTimeAsync(5_000));

    expect((await countdown()).textContent).toMatch(/^09:5[45]$/);
    const progress = screen.getByRole('progressbar');
    expect(Number(progress.getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(33);
  });

  it('asks the server when its time is up and nobody told of its end', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { become } = given({ status: recordingNow({ remainingSeconds: 2 }) });
    await countdown();
    become(notRecording);
    await act(() => vi.advanceTimersByTimeAsync(6_000));

    expect(await startButton()).toBeTruthy();
  });

  it('tells why it was started', async () => {
    given({ status: recordingNow({ reason: 'Suspicious van' }) });

    expect(await screen.findByText('Suspicious van')).toBeTruthy();
  });

  it('is made longer, and shows at once how much is left then', async () => {
    const { user, become } = given({ status: recordingNow({ remainingSeconds: 600 }) });
    const asked: unknown[] = [];
    server.use(
      http.post(path('extend'), async ({ request }) => {
        asked.push(await request.json());
        become(recordingNow({ remainingSeconds: 1500, durationSeconds: 1800 }));
        return HttpResponse.json({
          recordingId: '00000000-0000-4000-8000-000000000501',
          cameraId: camera.id,
          startTime: '2026-03-01T12:00:00Z',
          estimatedEndTime: '2026-03-01T12:30:00Z',
          durationSeconds: 1800,
          status: 'recording',
        });
      }),
    );
    await countdown();
    await user.click(screen.getByRole('button', { name: 'Extend by 15 minutes' }));

    await waitFor(async () => expect((await countdown()).textContent).toBe('25:00'));
    expect(asked).toEqual([{ additionalSeconds: 900 }]);
  });

  it('says why it can not be made longer', async () => {
    const { user } = given({ status: recordingNow() });
    server.use(
      http.post(path('extend'), () =>
        problemAnswer('request-invalid', { detail: 'At most 2 hours in all.' }),
      ),
    );
    await countdown();
    await user.click(screen.getByRole('button', { name: 'Extend by 60 minutes' }));

    expect((await screen.findByRole('alert')).textContent).toContain('At most 2 hours in all.');
  });

  it('that the VMS does not stop says so after a while', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    given({ status: recordingNow({ status: 'stopping' }) });
    await countdown();
    expect(screen.queryByText(/has not confirmed the stop/)).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(9_000));

    expect(screen.getByText(/has not confirmed the stop/)).toBeTruthy();
  });

  it('is not for a viewer to extend or stop', async () => {
    given({ status: recordingNow(), role: 'viewer' });
    await countdown();

    expect(screen.queryByRole('button', { name: /Extend/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Stop recording' })).toBeNull();
  });

  it('is stopped only after a yes', async () => {
    const { user, become } = given({ status: recordingNow() });
    let stops = 0;
    server.use(
      http.post(path('stop'), async () => {
        stops += 1;
        await delay(20);
        become(notRecording);
        return HttpResponse.json({
          recordingId: '00000000-0000-4000-8000-000000000501',
          cameraId: camera.id,
          startTime: '2026-03-01T12:00:00Z',
          endTime: '2026-03-01T12:05:00Z',
          actualDuration: 300,
          status: 'stopped',
        });
      }),
    );
    await countdown();
    await user.click(screen.getByRole('button', { name: 'Stop recording' }));
    await user.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Keep recording' }),
    );
    expect(stops).toBe(0);
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Stop recording' }));
    await user.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Stop recording' }),
    );

    expect(await screen.findByText(/is to be stopped/)).toBeTruthy();
    expect(await startButton()).toBeTruthy();
    expect(stops).toBe(1);
  });

  it('comes back when its stop fails', async () => {
    const { user } = given({ status: recordingNow() });
    server.use(http.post(path('stop'), () => problemAnswer('vms-unavailable')));
    await countdown();
    await user.click(screen.getByRole('button', { name: 'Stop recording' }));
    await user.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Stop recording' }),
    );

    expect((await screen.findByRole('alert')).textContent).toContain('The VMS does not answer');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Stop recording' }).getAttribute('aria-busy')).toBeNull(),
    );
  });

  it.each([
    ['starting', 'has been asked to record'],
    ['stopping', 'is to be stopped'],
  ] as const)('that is %s says so', async (status, text) => {
    given({ status: recordingNow({ status }) });
    await countdown();

    expect(screen.getByText(new RegExp(text))).toBeTruthy();
  });

  it('appears when somebody else starts it, and goes when they stop it', async () => {
    const { queries } = given();
    await startButton();
    act(() => applyRecordingEvent(queries, anEvent({ cameraId: camera.id })));
    expect((await countdown()).textContent).toBe('10:00');
    act(() =>
      applyRecordingEvent(
        queries,
        anEvent({ type: 'recording_stopped', cameraId: camera.id, status: notRecording, outcome: 'stopped' }),
      ),
    );

    expect(await startButton()).toBeTruthy();
  });
});

describe('the control itself', () => {
  it('shows that the status is on its way', () => {
    server.use(http.get(path('status'), () => delay('infinite')));
    const { container } = renderApp(<RecordingControl camera={camera} me={aPerson('operator')} />);

    expect(container.querySelector('[aria-busy="true"]')).toBeTruthy();
  });

  it('tells that the status could not be had, and asks again', async () => {
    server.use(http.get(path('status'), () => problemAnswer('internal')));
    const { user } = renderApp(<RecordingControl camera={camera} me={aPerson('operator')} />);
    const alert = await screen.findByRole('alert');
    server.use(http.get(path('status'), () => HttpResponse.json(notRecording)));
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));

    expect(await startButton()).toBeTruthy();
  });
});
