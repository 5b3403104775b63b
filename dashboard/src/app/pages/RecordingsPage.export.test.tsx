import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { givenWorld } from '../../testing/world.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { Pages } from '../Pages.tsx';

beforeAll(fetchPages);

vi.mock('../../features/player/hls-source.ts', () => ({
  PlaybackUnsupported: class extends Error {},
  loadHls: async () => ({}),
  openHls: async () => new Promise(() => undefined),
}));

const camera = aCamera(1);
const iso = (clock: string) => `2026-03-01T${clock}Z`;

async function given(search = '') {
  givenWorld({ cameras: [camera], sequences: [[iso('06:00:00'), iso('11:59:00')]] });
  const asked: unknown[] = [];
  server.use(
    http.post(api(`/cameras/${camera.id}/exports`), async ({ request }) => {
      asked.push(await request.json());
      return problemAnswer('export-limit-reached');
    }),
  );
  history.replaceState(null, '', `/cameras/${camera.id}/recordings${search}`);
  const view = renderApp(<Pages me={aPerson('investigator')} />);
  await screen.findAllByTestId('timeline-sequence');
  return { ...view, asked };
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(iso('12:00:00')), toFake: ['Date'] });
});

describe('E', () => {
  it('shows what the selection comes to, and asks for it with a reason', async () => {
    const { user, asked } = await given(`?select=${iso('10:00:00.500')}/${iso('10:05:00')}`);
    server.use(
      http.post(api(`/cameras/${camera.id}/recordings/query`), () =>
        HttpResponse.json({
          totalRecordingSeconds: 200,
          totalGapSeconds: 100,
          statistics: { totalSizeBytes: 123_456_789 },
        }),
      ),
    );
    await user.keyboard('e');
    const dialog = within(await screen.findByRole('dialog', { name: 'Export from Gate 1' }));
    expect(await dialog.findByText('about 123 MB · 2 min not recorded')).toBeTruthy();
    expect(dialog.getByText('5 min')).toBeTruthy();
    await user.type(dialog.getByLabelText('Reason (optional)'), ' Case 12 ');
    await user.click(dialog.getByRole('button', { name: 'Start export' }));

    expect(await dialog.findByText('Too many of your exports are unfinished')).toBeTruthy();
    expect(asked).toEqual([
      { startTime: '2026-03-01T10:00:00.500Z', endTime: '2026-03-01T10:05:00.000Z', reason: 'Case 12' },
    ]);
  });

  it('leaves out what has not happened yet', async () => {
    const { user, asked } = await given(`?select=${iso('11:00:00')}/${iso('13:00:00')}`);
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(await screen.findByRole('button', { name: 'Start export' }));
    await screen.findByText('Too many of your exports are unfinished');
    expect(asked).toEqual([{ startTime: '2026-03-01T11:00:00.000Z', endTime: '2026-03-01T11:59:59.000Z' }]);
  });

  it('says how to mark a range where none is', async () => {
    const { user } = await given();
    await user.keyboard('e');
    expect(await screen.findByText('Nothing is marked on the timeline')).toBeTruthy();
    expect(screen.queryByRole('dialog', { name: /^Export from/ })).toBeNull();
  });
});
