import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { aMilestoneCamera } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { FirstImport } from './FirstImport.tsx';

const cameras = Array.from({ length: 24 }, (_, index) => aMilestoneCamera(index + 1));

/** A VMS with 24 cameras. Answers the questions that it was asked. */
function givenVms({ total = cameras.length } = {}) {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(api('/milestone/cameras'), ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      const limit = Math.min(total, Number(query.get('limit')));
      return HttpResponse.json({ cameras: cameras.slice(0, limit), total, imported: 0 });
    }),
  );
  return asked;
}

const givenNoVms = () =>
  server.use(http.get(api('/milestone/cameras'), () => problemAnswer('vms-unavailable')));

describe('while no camera is imported', () => {
  it('what an import would add is shown, and the way there', async () => {
    givenVms();
    renderApp(<FirstImport />);

    expect(await screen.findByText('24 cameras can be added')).toBeTruthy();
    const preview = within(screen.getByRole('list', { name: 'Cameras of the VMS' }));
    expect(preview.getAllByRole('listitem').map(({ textContent }) => textContent)[0]).toBe(
      'Gate 1Recording Server 1',
    );
    expect(preview.getAllByRole('listitem')).toHaveLength(6);
    expect(screen.getByText('and 18 more')).toBeTruthy();
    const link = screen.getByRole('link', { name: 'Import cameras from XProtect' });
    expect(link.getAttribute('href')).toBe('/discover');
  });

  it('a test of the connection has the VMS asked anew, and says when it answered', async () => {
    const asked = givenVms();
    const { user } = renderApp(<FirstImport />);
    await screen.findByText('24 cameras can be added');
    expect(asked.some((query) => query.has('refresh'))).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Test the connection' }));

    expect(await screen.findByText(/^The VMS answered at \d\d:\d\d:\d\d/)).toBeTruthy();
    expect(asked.filter((query) => query.get('refresh') === 'true')).toHaveLength(1);
  });

  it('a VMS that does not answer is told with the way to try again, which then shows its cameras', async () => {
    givenNoVms();
    const { user } = renderApp(<FirstImport />);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The VMS does not answer');

    givenVms();
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('24 cameras can be added')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('a test that fails says that what is shown is old', async () => {
    givenVms();
    const { user } = renderApp(<FirstImport />);
    await screen.findByText('24 cameras can be added');
    server.use(
      http.get(api('/milestone/cameras'), ({ request }) =>
        new URL(request.url).searchParams.has('refresh')
          ? problemAnswer('vms-unavailable')
          : HttpResponse.json({ cameras, total: cameras.length, imported: 0, stale: true }),
      ),
    );
    await user.click(screen.getByRole('button', { name: 'Test the connection' }));

    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('the last one it gave');
    expect(screen.queryByText(/^The VMS answered/)).toBeNull();
    expect(screen.getByText('24 cameras can be added')).toBeTruthy();
  });

  it('a VMS that shows no camera to Playhead is told as what it is', async () => {
    givenVms({ total: 0 });
    renderApp(<FirstImport />);

    expect(await screen.findByText('0 cameras can be added')).toBeTruthy();
    expect(screen.getByText(/its VMS user sees no camera/)).toBeTruthy();
  });
});
