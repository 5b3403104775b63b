import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseLanguage } from '../../i18n/language.ts';
import { aRecording, recordingNow } from '../../testing/fixtures.ts';
import { api, server } from '../../testing/server.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { idOf, openPlayback, tile } from './testing-playback.tsx';
import { beginAtNoon, camera, closePlayer, givenRecordings } from './testing-recordings.tsx';

vi.mock(
  '../../features/player/hls-source.ts',
  () => import('../../features/player/testing/fake-hls-source.ts'),
);

beforeAll(fetchPages);
beforeEach(beginAtNoon);
afterEach(closePlayer);

/** Somebody has a camera recorded, for four and a half minutes more. */
function records(cameraId: string) {
  const told = { remainingSeconds: 272, durationSeconds: 300 };
  server.use(
    http.get(api('/recordings/active'), () =>
      HttpResponse.json({ recordings: [{ cameraId, ...aRecording(told) }], total: 1 }),
    ),
    http.get(api(`/cameras/${cameraId}/recordings/status`), () => HttpResponse.json(recordingNow(told))),
  );
}

describe('a camera that is being recorded', () => {
  it('says on its picture how long for, as the server knows it, and leads to more time and to its end', async () => {
    const { user, queries } = await givenRecordings({ role: 'operator' });
    expect(screen.queryByTestId('recording-chip')).toBeNull();
    records(camera.id);
    await queries.invalidateQueries();
    const player = within(screen.getByRole('region', { name: 'Player' }));
    await user.click(await player.findByRole('button', { name: /^REC 04:32/ }));

    const control = within(await screen.findByRole('dialog', { name: 'Gate 1' }));
    expect(await control.findByRole('button', { name: 'Extend by 15 minutes' })).toBeTruthy();
    expect(control.getByRole('button', { name: 'Stop recording' })).toBeTruthy();
  });

  it('says so on its tile among others, and is the one that is extended or stopped', async () => {
    await chooseLanguage('ar');
    const { user, queries } = openPlayback(`/playback?cameras=${idOf(1)},${idOf(3)}`);
    await tile(3);
    records(idOf(3));
    await queries.invalidateQueries();
    const chip = await screen.findByTestId('recording-chip');
    expect(chip.textContent).toMatch(/^تسجيل 04:32/);
    expect(chip.closest('section')?.dataset.camera).toBe(idOf(3));
    await user.click(chip);

    expect(await screen.findByRole('dialog', { name: 'Gate 3' })).toBeTruthy();
  });
});
