import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, server } from '../../testing/server.ts';
import { givenWorld } from '../../testing/world.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { Pages } from '../Pages.tsx';

beforeAll(fetchPages);

const cameras = Array.from({ length: 11 }, (_, index) => aCamera(index + 1));
const idOf = (number: number) => aCamera(number).id;

function open(path: string, role: 'viewer' | 'investigator' = 'investigator') {
  givenWorld({ cameras });
  server.use(
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

const tile = (number: number) => screen.findByRole('region', { name: `Gate ${number}` });
const inAddress = () => new URLSearchParams(location.search).get('cameras')?.split(',') ?? [];

describe('synchronised playback', () => {
  it('tells a viewer why it is not for them', async () => {
    open(`/playback?cameras=${idOf(1)}`, 'viewer');

    expect(await screen.findByText(/for the role investigator/)).toBeTruthy();
    expect(document.querySelector('video')).toBeNull();
  });

  it('without cameras says what it is for, and lets nine be chosen and no more', async () => {
    const { user } = open('/playback');
    expect(await screen.findByText('Play several cameras together')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Choose cameras' }));
    const dialog = within(await screen.findByRole('dialog'));
    for (let number = 1; number <= 9; number += 1) {
      await user.click(await dialog.findByRole('checkbox', { name: `Gate ${number}` }));
    }
    expect(dialog.getByRole('checkbox', { name: 'Gate 10' })).toHaveProperty('disabled', true);
    await user.click(dialog.getByRole('button', { name: 'Show them' }));

    expect(await tile(9)).toBeTruthy();
    expect(inAddress()).toHaveLength(9);
  });

  it('opens the cameras of the address, each with its lane, also where one could not be asked', async () => {
    open(`/playback?cameras=${idOf(1)},${idOf(2)}`);
    await tile(1);

    expect(await tile(2)).toBeTruthy();
    expect(screen.getAllByTestId('timeline-lane')).toHaveLength(2);
  });

  it('takes a camera away, and the address follows', async () => {
    const { user } = open(`/playback?cameras=${idOf(1)},${idOf(2)},${idOf(3)}`);
    await tile(2);
    await user.click(screen.getByRole('button', { name: 'Take Gate 2 away' }));

    expect(screen.queryByRole('region', { name: 'Gate 2' })).toBeNull();
    expect(inAddress()).toEqual([idOf(1), idOf(3)]);
  });

  it('shows one camera large, and all alike again', async () => {
    const { user } = open(`/playback?cameras=${idOf(1)},${idOf(2)}`);
    await tile(2);
    await user.click(screen.getByRole('button', { name: 'Show Gate 2 large' }));
    await user.click(screen.getByRole('button', { name: 'Show all at the same size' }));

    expect(screen.getByRole('button', { name: 'Show Gate 2 large' })).toBeTruthy();
  });

  it('keeps its transport asleep until a moment is chosen, and says how to choose one', async () => {
    open(`/playback?cameras=${idOf(1)}`);
    await tile(1);

    expect(screen.getByRole('button', { name: 'Play' })).toHaveProperty('disabled', true);
    expect(screen.getByText('Click the timeline to play from there.')).toBeTruthy();
  });
});
