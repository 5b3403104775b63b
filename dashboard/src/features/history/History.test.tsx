import { RecordingSession } from '@playhead/contracts';
import { screen, within } from '@testing-library/react';
import { delay, HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { aCamera } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { History } from './History.tsx';

const camera = aCamera(1);

const aSession = (change: Record<string, unknown> = {}): RecordingSession =>
  RecordingSession.parse({
    recordingId: '00000000-0000-4000-8000-000000000501',
    cameraId: camera.id,
    cameraName: 'Gate 1',
    startTime: '2026-03-01T12:00:00Z',
    endTime: '2026-03-01T12:05:00Z',
    estimatedEndTime: '2026-03-01T12:15:00Z',
    durationSeconds: 900,
    actualDuration: 300,
    status: 'stopped',
    triggeredBy: 'noor',
    reason: 'Suspicious van',
    endedBy: { kind: 'user', username: 'omar' },
    error: null,
    ...change,
  });

/** A history of these sessions; what is asked for is noted. */
function given(recordings: readonly RecordingSession[], total = recordings.length) {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(api('/recordings'), ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ recordings, total });
    }),
  );
  return { asked, ...draw() };
}

const draw = (
  footageOf: ((session: RecordingSession) => string) | undefined = () => '/there',
  label = 'Gate 1',
) =>
  renderApp(
    <History cameras={[{ value: camera.id, label, searchKey: 'gate 1\nالبوابه 1' }]} footageOf={footageOf} />,
  );

const table = () => screen.getByRole('table', { name: 'Recording history' });

describe('the recording history', () => {
  it('tells who recorded what, why, how long, and what ended it', async () => {
    given([aSession()]);
    const row = (await screen.findByText('Suspicious van')).closest('tr');

    const cells = within(row ?? table())
      .getAllByRole('cell')
      .map((cell) => cell.textContent);
    expect(cells).toEqual([
      'Gate 1',
      expect.stringContaining('1 Mar 2026'),
      '5 min of 15 min',
      'Done',
      'noor',
      'Suspicious van',
      'omar',
      'Play',
    ]);
    expect(screen.getByText('1 recording')).toBeTruthy();
  });

  it.each([
    [{ kind: 'timer' }, 'Its time'],
    [{ kind: 'vms' }, 'The VMS'],
  ])('says that %o ended it', async (endedBy, text) => {
    given([aSession({ endedBy })]);

    expect(await screen.findByText(text)).toBeTruthy();
  });

  it('shows why one failed', async () => {
    given([aSession({ status: 'failed', endedBy: null, error: 'The disk of the VMS is full.' })]);

    expect(await screen.findByText('The disk of the VMS is full.')).toBeTruthy();
    expect(within(table()).getByText('Failed')).toBeTruthy();
  });

  it('leads to the footage', async () => {
    given([aSession()]);
    const link = await screen.findByRole('link', { name: 'Play the recording of Gate 1' });

    expect(link.getAttribute('href')).toBe('/there');
  });

  it('calls a camera what the reader calls it, also where its footage is played', async () => {
    given([aSession()]).unmount();
    draw(() => '/there', 'البوابة 1');

    expect(await screen.findByRole('link', { name: 'البوابة 1' })).toBeTruthy();
    expect(screen.getByRole('link', { name: /^Play the recording of .البوابة 1/ })).toBeTruthy();
  });

  it('finds a camera by any of its names, spelt as people type them', async () => {
    const { user } = given([aSession()]);
    await user.type(screen.getByRole('combobox', { name: 'Camera' }), 'البوّابة ١');

    expect(await screen.findByRole('option', { name: 'Gate 1' })).toBeTruthy();
  });

  it('asks for what the address says, and keeps the address true to the filters', async () => {
    history.replaceState(null, '', '/recordings?state=failed&page=2');
    const { asked, user } = given([aSession()], 200);
    await screen.findByText('Suspicious van');
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({ status: 'failed', limit: '50', offset: '50' });
    await user.selectOptions(screen.getByLabelText('State'), 'stopped');

    expect(location.search).toBe('?state=stopped');
    expect(asked.at(-1)?.get('status')).toBe('stopped');
  });

  it('waits for a pause in typing before it asks', async () => {
    const { asked, user } = given([aSession()]);
    await screen.findByText('Suspicious van');
    await user.type(screen.getByLabelText('Started by'), 'noor');
    await screen.findByDisplayValue('noor');
    await expect.poll(() => asked.at(-1)?.get('triggeredBy')).toBe('noor');

    expect(asked.map((query) => query.get('triggeredBy'))).toEqual([null, 'noor']);
  });

  it('turns pages', async () => {
    const { asked, user } = given([aSession()], 120);
    await screen.findByText('120 recordings');
    await user.click(screen.getByRole('button', { name: 'Next page' }));

    await expect.poll(() => asked.at(-1)?.get('offset')).toBe('50');
  });

  it('says what to do when nothing was recorded yet', async () => {
    given([]);

    expect(await screen.findByText('Nothing has been recorded yet')).toBeTruthy();
  });

  it('says when nothing matches, and clears the filters', async () => {
    history.replaceState(null, '', '/recordings?who=nobody');
    const { user } = given([]);
    await user.click(await screen.findByRole('button', { name: 'Clear the filters' }));

    expect(location.search).toBe('');
  });

  it('shows that it is on its way', () => {
    server.use(http.get(api('/recordings'), () => delay('infinite')));
    draw();

    expect(table().getAttribute('aria-busy')).toBe('true');
  });

  it('tells an error and asks again', async () => {
    server.use(http.get(api('/recordings'), () => problemAnswer('internal')));
    const { user } = draw();
    const alert = await screen.findByRole('alert');
    given([aSession()]);
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));

    expect((await screen.findAllByText('Suspicious van')).length).toBeGreaterThan(0);
  });
});
