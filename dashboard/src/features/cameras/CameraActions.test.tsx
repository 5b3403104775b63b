import type { Role } from '@playhead/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { aCamera } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { CameraActions } from './CameraActions.tsx';

const camera = aCamera(1);

function draw(role: Role = 'operator') {
  const onDeleted = vi.fn();
  return { onDeleted, ...renderApp(<CameraActions camera={camera} role={role} onDeleted={onDeleted} />) };
}

const path = api(`/cameras/${camera.id}`);

describe('a camera’s actions', () => {
  it('change its names and its place', async () => {
    const sent: unknown[] = [];
    server.use(
      http.patch(path, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(camera);
      }),
    );
    const { user } = draw();
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    await user.type(await screen.findByLabelText('Arabic name'), 'البوابة');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent).toEqual([{ name: 'Gate 1', nameAr: 'البوابة', source: 'METRO', location: null }]);
  });

  it('say what is missing before anything is sent', async () => {
    const { user } = draw();
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    await user.clear(await screen.findByLabelText('Name'));
    await user.click(screen.getByRole('button', { name: 'Save' }));

    expect((await screen.findByRole('alert')).textContent).toContain('Give the camera a name.');
  });

  it('keep the form and tell when saving fails', async () => {
    server.use(http.patch(path, () => problemAnswer('camera-not-found')));
    const { user } = draw();
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    await user.click(await screen.findByRole('button', { name: 'Save' }));

    expect((await screen.findByRole('alert')).textContent).toContain('not here any more');
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('ask the VMS how the camera is', async () => {
    server.use(
      http.post(`${path}/health-check`, () =>
        HttpResponse.json({
          cameraId: camera.id,
          status: 'OFFLINE',
          checkedAt: '2026-03-01T12:00:00Z',
          vmsReachable: true,
        }),
      ),
    );
    const { user } = draw();
    await user.click(screen.getByRole('button', { name: 'Check now' }));

    expect(await screen.findByText(/^Checked at .*: Offline$/)).toBeTruthy();
  });

  it('delete only after a yes', async () => {
    let deleted = 0;
    server.use(
      http.delete(path, () => {
        deleted += 1;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user, onDeleted } = draw();
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(deleted).toBe(0);
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));

    await waitFor(() => expect(onDeleted).toHaveBeenCalled());
    expect(deleted).toBe(1);
  });

  it('tell why a camera can’t be deleted', async () => {
    server.use(http.delete(path, () => problemAnswer('camera-recording')));
    const { user, onDeleted } = draw();
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete' }));

    expect((await screen.findByRole('alert')).textContent).toContain('The camera is recording');
    expect(onDeleted).not.toHaveBeenCalled();
  });

  it('are explained to a viewer, not offered', () => {
    draw('viewer');

    expect(screen.getByText(/for operators/).textContent).toContain('viewer');
    expect(screen.queryByRole('button')).toBeNull();
  });
});
