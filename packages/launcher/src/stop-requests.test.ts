import { describe, expect, it } from 'vitest';
import { StopRequests } from './stop-requests.ts';

describe('Ctrl-C', () => {
  it('stops in order the first time and at once the second time', () => {
    const clock = { ms: 0 };
    const requests = new StopRequests(() => clock.ms);
    requests.add();
    expect([requests.stop.aborted, requests.atOnce.aborted]).toEqual([true, false]);
    clock.ms = 2_000;
    requests.add();
    expect(requests.atOnce.aborted).toBe(true);
  });

  it('counts once when npm passes on what the terminal sent too', () => {
    const clock = { ms: 0 };
    const requests = new StopRequests(() => clock.ms);
    requests.add();
    clock.ms = 20;
    requests.add();
    expect(requests.atOnce.aborted).toBe(false);
  });
});
