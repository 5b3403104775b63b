import { describe, expect, it } from 'vitest';
import { ApiProblem, ConnectionLost, problemFor } from '../../api/errors.ts';
import { pauseBefore } from './recovery.ts';

const problem = (code: Parameters<typeof problemFor>[0], retryAfter?: number) => ({
  kind: 'problem' as const,
  error: new ApiProblem(problemFor(code), retryAfter),
});
const lost = { kind: 'problem' as const, error: new ConnectionLost(new Error('refused')) };

describe('a stream that failed', () => {
  it('is opened again after ever longer pauses, ten seconds at most, for as long as it takes', () => {
    expect([1, 2, 3, 4, 5, 50].map((failures) => pauseBefore(lost, failures))).toEqual([
      1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ]);
  });

  it.each([
    'service-unavailable',
    'vms-unavailable',
    'stream-limit-reached',
    'stream-not-found',
    'too-many-requests',
  ] as const)('because of %s is opened again', (code) => {
    expect(pauseBefore(problem(code), 40)).toBe(10_000);
  });

  it('waits as long as the server asks', () => {
    expect(pauseBefore(problem('stream-limit-reached', 30), 1)).toBe(30_000);
  });

  it('because of its footage is tried three times, then told', () => {
    expect(pauseBefore(problem('stream-failed'), 3)).toBe(4_000);
    expect(pauseBefore(problem('stream-failed'), 4)).toBeUndefined();
  });

  it('for a reason that stays is told at once', () => {
    expect(pauseBefore(problem('permission-missing'), 1)).toBeUndefined();
    expect(pauseBefore(problem('footage-not-found'), 1)).toBeUndefined();
    expect(pauseBefore({ kind: 'undecodable' }, 1)).toBeUndefined();
    expect(pauseBefore({ kind: 'problem', error: new Error('a bug') }, 1)).toBeUndefined();
  });
});
