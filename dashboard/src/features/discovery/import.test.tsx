import type { MilestoneCamera, ProblemCode } from '@playhead/contracts';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { problemFor } from '../../api/errors.ts';
import { signOut } from '../../api/session.ts';
import { aMilestoneCamera } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { Discovery } from './Discovery.tsx';
import { isOver } from './import-cameras.ts';
import { useImportItems } from './imports.store.ts';

type Sent = { milestoneDeviceId: string };

/** Takes imports, refuses those of the devices in `refused`, and keeps what was sent. */
function takeImports(refused: { [device: string]: ProblemCode } = {}) {
  const sent: Sent[][] = [];
  server.use(
    http.post(api('/cameras/import/batch'), async ({ request }) => {
      const { cameras } = Object(await request.json());
      sent.push(cameras);
      const results = cameras.map(({ milestoneDeviceId }: Sent) => {
        const code = refused[milestoneDeviceId];
        return code
          ? { status: 'failed', milestoneDeviceId, problem: problemFor(code) }
          : { status: 'imported', milestoneDeviceId, camera: imported(milestoneDeviceId) };
      });
      return HttpResponse.json({ results, imported: 0, failed: 0 });
    }),
  );
  return sent;
}

const imported = (milestoneDeviceId: string) => ({
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Gate',
  milestone_device_id: milestoneDeviceId,
  rtsp_url: 'rtsp://x',
  ptz_enabled: false,
  status: 'ONLINE',
  created_at: '2026-03-01T12:00:00Z',
});

const results = () => screen.findByRole('region', { name: 'Import' });

const [first, second] = [aMilestoneCamera(1), aMilestoneCamera(2)];

/** The chosen cameras, ready to be looked over. */
async function review(cameras: readonly MilestoneCamera[] = [first, second]) {
  server.use(
    http.get(api('/milestone/cameras'), () =>
      HttpResponse.json({ cameras, total: cameras.length, imported: 0 }),
    ),
  );
  const { user } = renderApp(<Discovery />);
  await screen.findByText('Gate 1');
  await user.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));
  await user.click(screen.getByRole('button', { name: /^Import/ }));
  await screen.findByRole('heading', { name: 'Look over the import' });
  return user;
}

const importNow = () => screen.getByRole('button', { name: /^Import/ });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

describe('looking over an import', () => {
  it('sends what was typed for each camera, and no name that was left as it is', async () => {
    const sent = takeImports();
    const user = await review();
    await user.clear(field('Name of Gate 1'));
    await user.type(field('Name of Gate 1'), 'Main gate');
    await user.type(field('Arabic name of Gate 1'), 'البوابة');
    await user.selectOptions(screen.getByLabelText('Source of Gate 1'), 'Metro');
    await user.type(field('Latitude of Gate 1'), '25.2');
    await user.type(field('Longitude of Gate 1'), '55.3');
    await user.type(field('Address of Gate 1'), 'Pier');
    await user.click(importNow());
    await results();

    expect(sent).toEqual([
      [
        {
          milestoneDeviceId: first.id,
          name: 'Main gate',
          nameAr: 'البوابة',
          source: 'METRO',
          location: { latitude: 25.2, longitude: 55.3, address: 'Pier' },
        },
        { milestoneDeviceId: second.id, source: 'OTHER' },
      ],
    ]);
  });

  it('gives all cameras one source and one place, which each may change', async () => {
    const sent = takeImports();
    const user = await review();
    const forAll = within(screen.getByRole('form', { name: 'For all cameras' }));
    await user.selectOptions(forAll.getByLabelText('Source for all'), 'Bus');
    await user.type(forAll.getByLabelText('Latitude'), '25');
    await user.type(forAll.getByLabelText('Longitude'), '55');
    await user.click(forAll.getByRole('button', { name: 'Set location for all' }));
    await user.selectOptions(screen.getByLabelText('Source of Gate 2'), 'Metro');
    await user.click(importNow());
    await results();

    const location = { latitude: 25, longitude: 55 };
    expect(sent).toEqual([
      [
        { milestoneDeviceId: first.id, source: 'BUS', location },
        { milestoneDeviceId: second.id, source: 'METRO', location },
      ],
    ]);
  });

  it('refuses a place for all that can’t be one', async () => {
    const user = await review();
    const forAll = within(screen.getByRole('form', { name: 'For all cameras' }));
    await user.type(forAll.getByLabelText('Latitude'), '95');
    await user.click(forAll.getByRole('button', { name: 'Set location for all' }));

    expect(screen.getByRole('alert').textContent).toContain('A location needs');
    expect(field('Latitude of Gate 1').value).toBe('');
  });

  it('says what needs a correction before anything is sent', async () => {
    const sent = takeImports();
    const user = await review();
    await user.clear(field('Name of Gate 1'));
    await user.type(field('Latitude of Gate 2'), '25');
    await user.click(importNow());

    expect(screen.getByRole('alert').textContent).toContain('2 cameras need a correction');
    expect(field('Name of Gate 1').getAttribute('aria-invalid')).toBe('true');
    expect(field('Longitude of Gate 2').getAttribute('aria-invalid')).toBe('true');
    expect(field('Name of Gate 2').getAttribute('aria-invalid')).toBeNull();
    expect(sent).toEqual([]);
  });

  it('leaves a camera out, and leads back with the ticks as they were', async () => {
    const user = await review();
    await user.click(screen.getByRole('button', { name: 'Leave out Gate 1' }));
    expect(screen.queryByLabelText('Name of Gate 1')).toBeNull();
    expect(importNow().textContent).toBe('Import 1 camera');
    await user.click(screen.getByRole('button', { name: 'Back to the list' }));

    expect(await screen.findByText('2 cameras selected')).toBeTruthy();
  });

  it('draws few of many rows', async () => {
    await review(Array.from({ length: 150 }, (_, index) => aMilestoneCamera(index + 1)));

    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('151');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
  });
});

describe('importing', () => {
  it('sends many cameras in batches and tells how each went', async () => {
    const sent = takeImports();
    const user = await review(Array.from({ length: 120 }, (_, index) => aMilestoneCamera(index + 1)));
    await user.click(importNow());

    expect(await within(await results()).findByText('120 cameras imported')).toBeTruthy();
    expect(sent.map((batch) => batch.length)).toEqual([50, 50, 20]);
  });

  it('takes a camera that somebody else imported meanwhile for imported', async () => {
    takeImports({ [first.id]: 'camera-already-imported' });
    const user = await review();
    await user.click(importNow());

    const panel = within(await results());
    expect(await panel.findByText('Was already imported')).toBeTruthy();
    expect(panel.getByText('2 cameras imported')).toBeTruthy();
  });

  it('tells first which one failed and why, and tries only that one again, as it was typed', async () => {
    takeImports({ [second.id]: 'vms-unavailable' });
    const user = await review();
    await user.type(field('Arabic name of Gate 2'), 'البوابة');
    await user.click(importNow());
    const panel = within(await results());
    const failed = (await panel.findByText('The VMS does not answer')).closest('li');
    expect(failed?.textContent).toContain('Gate 2');
    await waitFor(() => expect(panel.getAllByRole('listitem')[0]).toBe(failed));
    const sent = takeImports();
    await user.click(panel.getByRole('button', { name: 'Retry the failed ones' }));

    expect(await panel.findByText('2 cameras imported')).toBeTruthy();
    expect(sent).toEqual([[{ milestoneDeviceId: second.id, source: 'OTHER', nameAr: 'البوابة' }]]);
  });

  it('takes a lost connection for a failure of each camera in that batch', async () => {
    server.use(http.post(api('/cameras/import/batch'), () => problemAnswer('internal')));
    const user = await review();
    await user.click(importNow());

    expect(await within(await results()).findByText(/2 cameras could not be imported/)).toBeTruthy();
  });
});

describe('an import whose page was left', () => {
  it('goes on, and shows how it goes and went to who comes back', async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    takeImports({ [second.id]: 'vms-unavailable' });
    server.use(
      http.post(api('/cameras/import/batch'), async () => {
        await answered;
      }),
    );
    const user = await review();
    await user.click(importNow());
    await results();
    cleanup();
    renderApp(<Discovery />);
    expect((await results()).textContent).toContain('0 of 2');
    cleanup();
    answer();
    await waitFor(() =>
      expect(useImportItems.getState().items.every(({ state }) => isOver(state))).toBe(true),
    );
    renderApp(<Discovery />);

    expect(within(await results()).getByRole('status').textContent).toContain(
      '1 camera could not be imported',
    );
  });

  it('is not shown to whoever signs in next', async () => {
    takeImports();
    const user = await review();
    await user.click(importNow());
    await results();
    await act(() => signOut());

    expect(screen.queryByRole('region', { name: 'Import' })).toBeNull();
  });
});
