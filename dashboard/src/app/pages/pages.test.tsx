import { screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { givenWorld } from '../../testing/world.ts';
import { fetchPages } from '../lazy-pages.tsx';
import { Pages } from '../Pages.tsx';

beforeAll(fetchPages);

const open = (path: string, role: 'viewer' | 'investigator' | 'operator' = 'operator') => {
  history.replaceState(null, '', path);
  return renderApp(<Pages me={aPerson(role)} />);
};

describe('a camera', () => {
  const camera = aCamera(1, { ptzEnabled: true });

  it('shows what is known of it and leads to its recordings', async () => {
    givenWorld({ cameras: [camera] });
    const { user } = open(`/cameras/${camera.id}`);
    expect(await screen.findByRole('heading', { name: 'Gate 1' })).toBeTruthy();
    expect(screen.getByText('Can be steered')).toBeTruthy();
    expect(await screen.findByText('No footage in the last 7 days')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'View recordings' }));

    expect(location.pathname).toBe(`/cameras/${camera.id}/recordings`);
  });

  it('tells a viewer in place why recordings are not for them', async () => {
    givenWorld({ cameras: [camera] });
    const { user } = open(`/cameras/${camera.id}`, 'viewer');
    const button = await screen.findByRole('button', { name: 'View recordings' });
    await user.click(button);

    expect(button.getAttribute('aria-disabled')).toBe('true');
    const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
    expect(reason?.textContent).toContain('investigator role');
    expect(location.pathname).toBe(`/cameras/${camera.id}`);
  });

  it('that is not here any more says so', async () => {
    givenWorld({ cameras: [camera] });
    open('/cameras/00000000-0000-4000-8000-000000000099');

    expect(await screen.findByText('This camera is not here any more')).toBeTruthy();
  });

  it('that is not for a viewer’s eyes shows no footage on a deep link either', async () => {
    givenWorld({ cameras: [camera] });
    open(`/cameras/${camera.id}/recordings`, 'viewer');

    expect(await screen.findByText('Your role cannot view recordings')).toBeTruthy();
    expect(document.querySelector('video')).toBeNull();
  });
});

describe('addresses', () => {
  it('lead from the root to the cameras', async () => {
    givenWorld();
    open('/');
    await waitFor(() => expect(location.pathname).toBe('/cameras'));
  });

  it('that are wrong say so', async () => {
    open('/camears');
    expect(await screen.findByText('There is no page at this address')).toBeTruthy();
  });

  it.each([
    ['/users', 'Your role cannot manage accounts'],
    ['/audit', 'Your role cannot read the audit trail'],
  ])('for administrators, such as %s, tell others why they are not for them', async (path, text) => {
    givenWorld();
    open(path, 'operator');

    expect(await screen.findByText(text)).toBeTruthy();
    expect(screen.getByText(/for the role administrator.*operator/)).toBeTruthy();
  });

  it('for operators tell others why they are not for them', async () => {
    open('/discover', 'investigator');
    expect(await screen.findByText('Your role cannot import cameras')).toBeTruthy();
  });
});
