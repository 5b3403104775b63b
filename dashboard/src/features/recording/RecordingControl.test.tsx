import { RecordingId } from '@playhead/contracts';
import { act, screen, waitFor, within } from '@testing-library/react';
import { delay, HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { chooseDigits, chooseLanguage } from '../../i18n/language.ts';
import { anEvent, aPerson, notRecording, recordingNow } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { problemAnswer, server } from '../../testing/server.ts';
import { RecordingControl } from './RecordingControl.tsx';
import { applyRecordingEvent } from './recording-events.ts';
import { camera, countdown, givenControl, path, startButton } from './testing-control.tsx';

describe('starting a recording', () => {
  it('takes a quarter of an hour unless told otherwise', async () => {
    const { user, started } = givenControl();
    await user.click(await startButton());

    expect((await countdown()).textContent).toBe('15:00');
    expect(started).toEqual([{ duration: 900 }]);
    expect(screen.getByText(/by you/)).toBeTruthy();
  });

  it('offers durations in the digits that were chosen', async () => {
    await chooseLanguage('ar');
    chooseDigits('arab');
    givenControl();

    expect(await screen.findByRole('radio', { name: /٦٠/ })).toBeTruthy();
  });

  it('takes the reason along', async () => {
    const { user, started } = givenControl();
    await startButton();
    await user.type(screen.getByLabelText('Reason (optional)'), ' Suspicious van ');
    await user.click(await startButton());

    await countdown();
    expect(started).toEqual([{ duration: 900, reason: 'Suspicious van' }]);
  });

  it('tells of a recording that was begun in the VMS itself', async () => {
    const vmsRecording = { startTime: '2026-03-01T12:00:00Z', elapsedSeconds: 60, remainingSeconds: 240 };
    givenControl({ status: { isRecording: false, vmsRecording } });

    expect((await screen.findByText(/Somebody started it there/)).textContent).toContain('4 min left');
  });

  it('notices what is begun in the VMS while the camera is shown, of which no event tells', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { become } = givenControl();
    await startButton();
    const vmsRecording = { startTime: '2026-03-01T12:00:00Z', elapsedSeconds: 5, remainingSeconds: 240 };
    become({ isRecording: false, vmsRecording });
    await act(() => vi.advanceTimersByTimeAsync(11_000));

    expect(await screen.findByText(/Somebody started it there/)).toBeTruthy();
  });

  it('tells that the last one was ended in the VMS', async () => {
    const lastRecording = {
      recordingId: RecordingId.parse('00000000-0000-4000-8000-000000000501'),
      startTime: '2026-03-01T12:00:00Z',
      endTime: '2026-03-01T12:05:00Z',
    };
    const { become, queries } = givenControl({
      status: { isRecording: false, lastRecording: { ...lastRecording, endedBy: { kind: 'vms' } } },
    });
    expect(await screen.findByText(/ended in the VMS, not from here/)).toBeTruthy();

    become({ isRecording: false, lastRecording: { ...lastRecording, endedBy: { kind: 'timer' } } });
    await act(() => queries.invalidateQueries());
    await waitFor(() => expect(screen.queryByText(/ended in the VMS, not from here/)).toBeNull());
  });

  it('takes the duration that is chosen', async () => {
    const { user, started } = givenControl();
    await startButton();
    await user.click(screen.getByRole('radio', { name: '60 min' }));
    await user.click(await startButton());

    await countdown();
    expect(started).toEqual([{ duration: 3600 }]);
  });

  it('takes any number of minutes up to two hours', async () => {
    const { user, started } = givenControl();
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
    const { user, become } = givenControl();
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
    const { queries, become } = givenControl({ status: recordingNow({ status: 'starting' }) });
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
    const { user } = givenControl();
    await startButton();
    server.use(http.post(path('start'), () => problemAnswer('vms-unavailable'), { once: true }));
    await user.click(await startButton());

    expect((await screen.findByRole('alert')).textContent).toContain('The VMS does not answer');
    await user.click(await startButton());
    expect((await countdown()).textContent).toBe('15:00');
  });

  it.each(['viewer', 'investigator'] as const)('is not for a %s, who is told why', async (role) => {
    const { user, started } = givenControl({ role });
    const button = await startButton();
    await user.click(button);

    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(/for operators/).textContent).toContain(role);
    expect(started).toEqual([]);
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
