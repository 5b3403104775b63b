import { describe, expect, it } from 'vitest';
import { playwrightTotals, runnerTotals, vitestTotals } from './results.mjs';

describe('the last line of the tests', () => {
  it('counts what Vitest reports', () => {
    const testResults = [{ status: 'failed', assertionResults: [{}, {}] }];
    const report = { numPassedTests: 7, numFailedTests: 2, testResults };
    expect(vitestTotals(report)).toEqual({ passed: 7, failed: 2 });
  });

  it('counts a test file that cannot be loaded as one failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    const report = { numPassedTests: 7, numFailedTests: 0, testResults };
    expect(vitestTotals(report)).toEqual({ passed: 7, failed: 1 });
  });

  it('counts what Playwright reports, and its errors outside of tests', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1 };
    expect(playwrightTotals({ stats, errors: ['the server did not start'] })).toEqual({
      passed: 4,
      failed: 2,
    });
  });

  it.each([
    ['ended well', { passed: 3, failed: 0 }, 0, { passed: 3, failed: 0 }],
    ['had failures', { passed: 3, failed: 2 }, 1, { passed: 3, failed: 2 }],
    ['ended badly though no test failed', { passed: 3, failed: 0 }, 1, { passed: 3, failed: 1 }],
    ['ran no test', { passed: 0, failed: 0 }, 0, { passed: 0, failed: 1 }],
    ['crashed before it could report', undefined, 1, { passed: 0, failed: 1 }],
  ])('sums up a runner that %s', (_what, reported, exitCode, totals) => {
    expect(runnerTotals(reported, exitCode)).toEqual(totals);
  });
});
