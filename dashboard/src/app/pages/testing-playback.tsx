import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { problemFor } from '../../api/errors.ts';
import { aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, server } from '../../testing/server.ts';
import { givenWorld } from '../../testing/world.ts';
import { Pages } from '../Pages.tsx';

const cameras = Array.from({ length: 11 }, (_, index) => aCamera(index + 1));
export const idOf = (number: number) => aCamera(number).id;

/** Eleven cameras that record always, of which the second does not answer. */
export function openPlayback(path: string, role: 'viewer' | 'investigator' | 'operator' = 'investigator') {
  givenWorld({ cameras });
  server.use(
    http.get(api('/cameras/:id/playback/stream'), () =>
      HttpResponse.json(problemFor('footage-not-found'), { status: 404 }),
    ),
    http.post(api('/recordings/query'), async ({ request }) => {
      const { cameraIds, startTime, endTime } = Object(await request.json());
      const sequences = [{ startTime, endTime }];
      const results = cameraIds.map((cameraId: string) =>
        cameraId === idOf(2)
          ? { cameraId, status: 'failed' }
          : { cameraId, status: 'answered', answer: { sequences, gaps: [] } },
      );
      return HttpResponse.json({ results });
    }),
  );
  history.replaceState(null, '', path);
  return renderApp(<Pages me={aPerson(role)} />);
}

export const tile = (number: number) => screen.findByRole('region', { name: `Gate ${number}` });
