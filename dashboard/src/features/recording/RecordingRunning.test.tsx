import { act, screen, waitFor, within } from '@testing-library/react';
import { delay, HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { chooseLanguage } from '../../i18n/language.ts';
import { anEvent, notRecording, recordingNow } from '../../testing/fixtures.ts';
import { problemAnswer, server } from '../../testing/server.ts';
import { applyRecordingEvent } from './recording-events.ts';
import { camera, countdown, givenControl, path, startButton } from './testing-control.tsx';

describe('a running recording', () => {
  it('counts down by itself from what the server said', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    givenControl({ status: recordingNow({ remainingSeconds: 600 }) });
    expect((await countdown()).textContent).toBe('10:00');
    await act(() => vi.advanceTimersByTimeAsync(5_000));

    expect((await countdown()).textContent).toBe('09:55');
    const progress = screen.getByRole('progressbar');
    expect(Number(progress.getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(33);
  });

  it('asks the server when its time is up and nobody told of its end', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { become } = givenControl({ status: recordingNow({ remainingSeconds: 2 }) });
    await countdown();
    become(notRecording);
    await act(() => vi.advanceTimersByTimeAsync(6_000));

    expect(await startButton()).toBeTruthy();
  });

  it('tells why it was started', async () => {
    givenControl({ status: recordingNow({ reason: 'Suspicious van' }) });

    expect(await screen.findByText('Suspicious van')).toBeTruthy();
  });

  it('is made longer, and shows at once how much is left then', async () => {
    const { user, become } = givenControl({ status: recordingNow({ remainingSeconds: 600 }) });
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
    const { user } = givenControl({ status: recordingNow() });
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
    givenControl({ status: recordingNow({ status: 'stopping' }) });
    await countdown();
    expect(screen.queryByText(/has not confirmed the stop/)).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(9_000));

    expect(screen.getByText(/has not confirmed the stop/)).toBeTruthy();
  });

  const failing = {
    attempts: 3,
    code: 'vms-refused',
    detail: 'Playhead’s account in the VMS may not record on this camera.',
    retryAt: '2026-03-01T12:05:04Z',
  };

  it('that could not be stopped says why, how often it was tried and when it is tried again', async () => {
    givenControl({ status: recordingNow({ status: 'stopping', stopFailure: failing }) });

    const note = (await screen.findByText('The recording could not be stopped yet')).closest('[role]');
    expect(note?.textContent).toContain('The VMS refused the request');
    expect(note?.textContent).toContain('may not record on this camera');
    expect(note?.textContent).toContain('tried 3 times');
    expect(note?.textContent).toMatch(/Next try at \d\d:05:04/);
  });

  it('that could not be stopped says so in Arabic, too', async () => {
    await chooseLanguage('ar');
    givenControl({ status: recordingNow({ status: 'stopping', stopFailure: { ...failing, attempts: 2 } }) });

    const note = (await screen.findByText('تعذّر إيقاف التسجيل حتى الآن')).closest('[role]');
    expect(note?.textContent).toContain('مرتين');
    expect(note?.querySelector('bdi')?.textContent).toBe(failing.detail);
  });

  it('that could not be stopped is shown as such when a stop by hand fails, and can be tried at once', async () => {
    const { user, become } = givenControl({ status: recordingNow() });
    let stops = 0;
    server.use(
      http.post(path('stop'), () => {
        stops += 1;
        become(stops === 1 ? recordingNow({ status: 'stopping', stopFailure: failing }) : notRecording);
        return problemAnswer('vms-refused');
      }),
    );
    await countdown();
    await user.click(screen.getByRole('button', { name: 'Stop recording' }));
    await user.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Stop recording' }),
    );
    expect(await screen.findByText(/could not be stopped yet/)).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Try now' }));

    expect(await startButton()).toBeTruthy();
    expect(stops).toBe(2);
  });

  it('is just being tried to be stopped says so, and can not be asked for again', async () => {
    const { retryAt: _, ...trying } = failing;
    givenControl({ status: recordingNow({ status: 'stopping', stopFailure: trying }) });

    expect(await screen.findByText(/It is trying now/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try now' }).getAttribute('aria-busy')).toBe('true');
  });

  it('that could not be stopped tells a viewer, who can not try', async () => {
    givenControl({ status: recordingNow({ status: 'stopping', stopFailure: failing }), role: 'viewer' });

    expect(await screen.findByText(/could not be stopped yet/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
  });

  it('is not for a viewer to extend or stop', async () => {
    givenControl({ status: recordingNow(), role: 'viewer' });
    await countdown();

    expect(screen.queryByRole('button', { name: /Extend/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Stop recording' })).toBeNull();
  });

  it('is stopped only after a yes', async () => {
    const { user, become } = givenControl({ status: recordingNow() });
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
    const { user } = givenControl({ status: recordingNow() });
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
    givenControl({ status: recordingNow({ status }) });
    await countdown();

    expect(screen.getByText(new RegExp(text))).toBeTruthy();
  });

  it('appears when somebody else starts it, and goes when they stop it', async () => {
    const { queries } = givenControl();
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
