import { describe, expect, it } from 'vitest';
import { isFromOurPage } from './same-origin.ts';

describe('an upgrade to /ws', () => {
  it.each([
    [{ host: 'playhead.example' }, true],
    [{ host: 'playhead.example', origin: 'https://playhead.example' }, true],
    [
      { host: 'console:8080', 'x-forwarded-host': 'playhead.example', origin: 'https://playhead.example' },
      true,
    ],
    [{ host: '127.0.0.1:8080', 'x-forwarded-host': 'localhost:8000', origin: 'http://localhost:8000' }, true],
    [{ host: '127.0.0.1:8080', 'x-forwarded-host': '[::1]:8000', origin: 'http://[::1]:8000' }, true],
    [{ host: 'playhead.example', origin: 'https://evil.example' }, false],
    [{ host: 'playhead.example', origin: 'https://playhead.example.evil.example' }, false],
    [{ host: 'playhead.example', origin: 'null' }, false],
    [{ host: 'evil.example', 'x-forwarded-host': 'playhead.example', origin: 'https://evil.example' }, false],
    [{ origin: 'https://evil.example' }, false],
  ])('with %j is taken: %s', (headers, taken) => {
    expect(isFromOurPage({ headers })).toBe(taken);
  });
});
