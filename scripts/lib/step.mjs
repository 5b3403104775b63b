/** A step that failed in a way we can explain; printed without a stack. */
export class StepError extends Error {
  /** @override */
  name = 'StepError';
}

/**
 * Runs one step of the set-up and prints one line for it, with the seconds it took.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const begun = performance.now();
  const { isTTY } = process.stdout;
  if (isTTY) process.stdout.write(`… ${title}`);
  const line = (/** @type {string} */ mark) =>
    `${isTTY ? '\r\u001b[K' : ''}${mark} ${title} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`;
  try {
    const result = await work();
    process.stdout.write(line('✓'));
    return result;
  } catch (error) {
    process.stdout.write(line('✗'));
    throw error;
  }
}

/**
 * Runs a script's whole work: an error ends it with exit code 1, in one line where it is explained.
 *
 * @param {() => Promise<void>} work
 */
export async function runScript(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof StepError ? error.message : error);
    process.exitCode = 1;
  }
}
