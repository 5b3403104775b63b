import type { RecordingStatus, Role } from '@playhead/contracts';
import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { vi } from 'vitest';
import { aCamera, aPerson, notRecording, recordingNow } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, server } from '../../testing/server.ts';
import { RecordingControl } from './RecordingControl.tsx';

export const camera = aCamera(1);
export const path = (what: string) => api(`/cameras/${camera.id}/recordings/${what}`);

/** A camera whose status the server tells as `status`; `become` changes it. */
type Given = { readonly status?: RecordingStatus; readonly role?: Role };

/**
 * The control of a camera that records as given, before a server that takes starts. The clock stands unless the test has
 * one: what is left does not depend on how fast the test runs.
 */
export function givenControl({ status = notRecording, role = 'operator' }: Given = {}) {
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'] });
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

export const startButton = () => screen.findByRole('button', { name: 'Start recording' });
export const countdown = () => screen.findByTestId('recording-countdown');
