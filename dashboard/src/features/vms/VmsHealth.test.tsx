import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { VmsHealth } from './VmsHealth.tsx';

const given = (status: Record<string, unknown>) => {
  server.use(http.get(api('/milestone/status'), () => HttpResponse.json(status)));
  renderApp(<VmsHealth />);
};

const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

describe('the health of the VMS', () => {
  it('says since when it answers', async () => {
    given({ reachable: true, since: hourAgo(), lastContactAt: hourAgo() });

    expect(await screen.findByText('Answers')).toBeTruthy();
    expect(screen.getByText(/since .* \(1 h\)/)).toBeTruthy();
    expect(screen.getByText(/Last contact/)).toBeTruthy();
  });

  it('says since when it does not, and what was seen last', async () => {
    given({ reachable: false, since: hourAgo(), lastContactAt: null, detail: 'connect ECONNREFUSED' });

    expect(await screen.findByText('Does not answer')).toBeTruthy();
    expect(screen.getByText('There has been no contact yet.')).toBeTruthy();
    expect(screen.getByText('connect ECONNREFUSED')).toBeTruthy();
  });

  it('offers another try when it is not known', async () => {
    server.use(http.get(api('/milestone/status'), () => problemAnswer('service-unavailable')));
    renderApp(<VmsHealth />);

    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});
