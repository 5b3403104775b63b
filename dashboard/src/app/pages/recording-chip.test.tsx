import type { Role } from '@playhead/contracts';
import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { chooseLanguage } from '../../i18n/language.ts';
import { aRecording, notRecording } from '../../testing/fixtures.ts';
import { api, problemAnswer, server } from '../../testing/server.ts';
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

const told = { remainingSeconds: 272, durationSeconds: 300 };

/** Somebody has a camera recorded, for four and a half minutes more; `become` changes what the server tells of it. */
function records(cameraId: string) {
  let now: ReturnType<typeof aRecording> | undefined = aRecording(told);
  server.use(
    http.get(api('/recordings/active'), () =>
      HttpResponse.json({ recordings: now ? [{ cameraId, ...now }] : [], total: now ? 1 : 0 }),
    ),
    http.get(api(`/cameras/${cameraId}/recordings/status`), () =>
      HttpResponse.json(now ? { isRecording: true, recording: now } : notRecording),
    ),
  );
  return {
    become: (next: typeof now) => {
      now = next;
    },
  };
}

const answer = {
  recordingId: '00000000-0000-4000-8000-000000000501',
  cameraId: camera.id,
  startTime: '2026-03-01T12:00:00Z',
};

async function givenChip(role: Role = 'operator') {
  const view = await givenRecordings({ role });
  const { become } = records(camera.id);
  await view.queries.invalidateQueries();
  return { ...view, become, chip: within(await screen.findByTestId('recording-chip')) };
}

const stopIt = async (
  { user, chip }: Pick<Awaited<ReturnType<typeof givenChip>>, 'user' | 'chip'>,
  yes: string,
) => {
  await user.click(chip.getByRole('button', { name: 'Stop recording' }));
  const question = within(await screen.findByRole('alertdialog'));
  await user.click(question.getByRole('button', { name: yes }));
};

describe('a camera that is being recorded', () => {
  it('says on its picture how long for, as the server knows it, and who started it, and leads to all about it', async () => {
    const { user, queries } = await givenRecordings({ role: 'operator' });
    expect(screen.queryByTestId('recording-chip')).toBeNull();
    records(camera.id);
    await queries.invalidateQueries();
    const player = within(screen.getByRole('region', { name: 'Player' }));
    await user.click(await player.findByRole('button', { name: /^REC 04:32\s*noor/ }));

    const control = within(await screen.findByRole('dialog', { name: 'Gate 1' }));
    expect(await control.findByRole('button', { name: 'Extend by 15 minutes' })).toBeTruthy();
    expect(control.getByRole('button', { name: 'Stop recording' })).toBeTruthy();
  });

  it('is made longer on its picture', async () => {
    const { user, become, chip } = await givenChip();
    const asked: unknown[] = [];
    server.use(
      http.post(api(`/cameras/${camera.id}/recordings/extend`), async ({ request }) => {
        asked.push(await request.json());
        become(aRecording({ remainingSeconds: 572, durationSeconds: 600 }));
        return HttpResponse.json({
          ...answer,
          estimatedEndTime: '2026-03-01T12:10:00Z',
          durationSeconds: 600,
          status: 'recording',
        });
      }),
    );
    await user.click(chip.getByRole('button', { name: 'Extend' }));
    const how = within(await screen.findByRole('dialog', { name: 'Recording of Gate 1' }));
    expect(how.getByText(/^Started \S+ by noor$/)).toBeTruthy();
    await user.click(how.getByRole('button', { name: 'Extend by 5 minutes' }));

    expect(await chip.findByRole('button', { name: /^REC 09:3/ })).toBeTruthy();
    expect(asked).toEqual([{ additionalSeconds: 300 }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(chip.getByText(/^The recording now ends at/)).toBeTruthy();
  });

  it('is stopped on its picture, after a yes', async () => {
    const { become, ...page } = await givenChip();
    let stops = 0;
    server.use(
      http.post(api(`/cameras/${camera.id}/recordings/stop`), () => {
        stops += 1;
        become(undefined);
        return HttpResponse.json({
          ...answer,
          endTime: '2026-03-01T12:00:28Z',
          actualDuration: 28,
          status: 'stopped',
        });
      }),
    );
    await stopIt(page, 'Keep recording');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(stops).toBe(0);
    await stopIt(page, 'Stop recording');

    await waitFor(() => expect(screen.queryByTestId('recording-chip')).toBeNull());
    expect(stops).toBe(1);
  });

  it('goes on, and a message says why, when it can not be stopped', async () => {
    const { become: _, ...page } = await givenChip();
    server.use(
      http.post(api(`/cameras/${camera.id}/recordings/stop`), () => problemAnswer('vms-unavailable')),
    );
    await stopIt(page, 'Stop recording');

    expect((await screen.findByTestId('toast')).textContent).toContain('The VMS does not answer');
    expect(page.chip.getByRole('button', { name: /^REC 04:/ })).toBeTruthy();
    await stopIt(page, 'Keep recording');
  });

  it('neither is extended nor stopped again while it is being stopped', async () => {
    const { user, queries, become, chip } = await givenChip();
    become(aRecording({ ...told, status: 'stopping' }));
    await queries.invalidateQueries();
    await chip.findByRole('button', { name: /^Stopping/ });
    await user.click(chip.getByRole('button', { name: 'Stop recording' }));
    await user.click(chip.getByRole('button', { name: 'Extend' }));

    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says on its picture that it could not be stopped yet', async () => {
    const { queries, become, chip } = await givenChip();
    const stopFailure = {
      attempts: 3,
      code: 'vms-refused',
      detail: 'It may not.',
      retryAt: '2026-03-01T12:05:04Z',
    };
    become(aRecording({ ...told, status: 'stopping', stopFailure }));
    await queries.invalidateQueries();

    expect(await chip.findByRole('button', { name: /^Not stopped yet/ })).toBeTruthy();
  });

  it('is not extended or stopped on its picture by those who may not', async () => {
    const { chip } = await givenChip('investigator');

    expect(chip.getAllByRole('button')).toHaveLength(1);
  });

  it('is extended and stopped with the picture all over the screen', async () => {
    const { user, chip } = await givenChip();
    const player = screen.getByRole('region', { name: 'Player' });
    Object.assign(document, { fullscreenElement: player });
    onTestFinished(() => {
      Reflect.deleteProperty(document, 'fullscreenElement');
    });
    act(() => void document.dispatchEvent(new Event('fullscreenchange')));
    await user.click(chip.getByRole('button', { name: 'Extend' }));
    expect(await within(player).findByRole('dialog', { name: 'Recording of Gate 1' })).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(chip.getByRole('button', { name: 'Stop recording' }));

    expect(await within(player).findByRole('alertdialog')).toBeTruthy();
  });

  it('says so on its tile among others, and is the one that is extended or stopped', async () => {
    await chooseLanguage('ar');
    const { user, queries } = openPlayback(`/playback?cameras=${idOf(1)},${idOf(3)}`, 'operator');
    await tile(3);
    records(idOf(3));
    await queries.invalidateQueries();
    const element = await screen.findByTestId('recording-chip');
    expect(element.closest('section')?.dataset.camera).toBe(idOf(3));
    const chip = within(element);
    await user.click(chip.getByRole('button', { name: 'إيقاف التسجيل' }));
    expect((await screen.findByRole('alertdialog')).textContent).toContain('Gate 3');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await user.click(chip.getByRole('button', { name: /^تسجيل 04:32/ }));

    expect(await screen.findByRole('dialog', { name: 'Gate 3' })).toBeTruthy();
  });
});
