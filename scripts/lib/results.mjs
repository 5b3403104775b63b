/**
 * How many tests passed and failed.
 *
 * @typedef {{ passed: number, failed: number }} Totals
 */

/**
 * What Vitest's JSON report says. A file that could not be loaded holds no tests; it counts as one that failed.
 *
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} report
 * @returns {Totals}
 */
export function vitestTotals({ numPassedTests, numFailedTests, testResults }) {
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

/**
 * What Playwright's JSON report says. A test that passed only when tried again has passed; an error outside of
 * any test counts as one that failed.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[] }} report
 * @returns {Totals}
 */
export function playwrightTotals({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/**
 * The totals of one runner, whatever became of it: without a report, without a test, or with a bad exit code that
 * no failed test explains, something is wrong that must not go unseen.
 *
 * @param {Totals | undefined} reported
 * @param {number} exitCode
 * @returns {Totals}
 */
export function runnerTotals(reported, exitCode) {
  const { passed, failed } = reported ?? { passed: 0, failed: 0 };
  const unexplained = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: unexplained ? 1 : failed };
}
