import { afterEach, describe, expect, it, vi } from 'vitest';
import { observeServerDate, serverNow } from './server-clock.ts';

const here = Date.parse('2026-03-01T12:00:00Z');

afterEach(() => {
  observeServerDate(new Date(here).toUTCString(), here);
  vi.useRealTimers();
});

describe("the server's clock", () => {
  it('is followed when this machine is ten minutes slow', () => {
    vi.useFakeTimers({ now: here });
    observeServerDate('Sun, 01 Mar 2026 12:10:00 GMT', here);

    expect(serverNow()).toBe(Date.parse('2026-03-01T12:10:00.500Z'));
  });

  it('is this machine’s own when they differ by a breath', () => {
    vi.useFakeTimers({ now: here });
    observeServerDate('Sun, 01 Mar 2026 12:00:01 GMT', here);

    expect(serverNow()).toBe(here);
  });

  it('does not jump with the fraction of a second that the header hides', () => {
    vi.useFakeTimers({ now: here });
    observeServerDate('Sun, 01 Mar 2026 12:10:00 GMT', here);
    observeServerDate('Sun, 01 Mar 2026 12:10:00 GMT', here + 900);

    expect(serverNow()).toBe(Date.parse('2026-03-01T12:10:00.500Z'));
  });

  it('stays as known when an answer has no date', () => {
    vi.useFakeTimers({ now: here });
    observeServerDate('Sun, 01 Mar 2026 12:10:00 GMT', here);
    observeServerDate(null, here);

    expect(serverNow()).toBe(here + 600_500);
  });
});
