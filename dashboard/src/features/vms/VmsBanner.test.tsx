import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { api, server } from '../../testing/server.ts';
import { VmsBanner } from './VmsBanner.tsx';

const SECOND = 1_000;

/** What Playhead says of the VMS, answer after answer; the last one stands. */
function given(...nextTries: (number | 'reached')[]) {
  let answers = 0;
  server.use(
    http.get(api('/milestone/status'), () => {
      const next = nextTries[Math.min(answers, nextTries.length - 1)];
      answers += 1;
      const now = Date.now();
      return HttpResponse.json({
        reachable: next === 'reached',
        since: new Date(now - 60 * SECOND).toISOString(),
        lastContactAt: null,
        ...(typeof next === 'number' && { nextTryAt: new Date(now + next).toISOString() }),
      });
    }),
  );
  renderApp(<VmsBanner />);
}

describe('while the VMS does not answer', () => {
  it('the time to the next try is counted down, and said to nobody each second', async () => {
    given(25 * SECOND);
    const timer = await screen.findByRole('timer');

    const shown = await screen.findByText(/^Next try in 00:2[0-5]\.$/);
    expect(shown.getAttribute('aria-hidden')).toBe('true');
    expect(timer.getAttribute('aria-live')).toBe('off');
    expect(screen.getByText(/^Next try at \d\d:\d\d:\d\d/)).toBeTruthy();
    const before = shown.textContent;
    await waitFor(() => expect(screen.getByText(/^Next try in/).textContent).not.toBe(before));
  });

  it('what the try has found shows by itself', async () => {
    given(1, 'reached');
    expect(await screen.findByText('It is being asked now.')).toBeTruthy();

    await waitFor(() => expect(screen.queryByText('The VMS does not answer')).toBeNull());
  });
});
