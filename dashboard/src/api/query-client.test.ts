import { describe, expect, it } from 'vitest';
import { ApiProblem, ConnectionLost, problemFor } from './errors.ts';
import { isWorthRetrying } from './query-client.ts';

const lost = new ConnectionLost(new TypeError('fetch failed'));

describe('a failed query', () => {
  it('is tried again, a few times, when nobody answered or a service is starting', () => {
    expect(isWorthRetrying(0, lost)).toBe(true);
    expect(isWorthRetrying(1, new ApiProblem(problemFor('service-unavailable')))).toBe(true);
    expect(isWorthRetrying(2, lost)).toBe(false);
  });

  it('is told at once when asking again cannot help, or when the VMS is down', () => {
    expect(isWorthRetrying(0, new ApiProblem(problemFor('permission-missing')))).toBe(false);
    expect(isWorthRetrying(0, new ApiProblem(problemFor('vms-unavailable')))).toBe(false);
  });
});
