import { join } from 'node:path';
import { type Stack, startStack } from '@playhead/launcher/testing/stack';
import { test as base, expect, type Page } from '@playwright/test';

const root = join(import.meta.dirname, '../..');

const { MILESTONE_API } = process.env;
/** Which API the product speaks to the simulated VMS in: every test holds for each. */
const api = MILESTONE_API ? { MILESTONE_API, SIMULATOR_RECORDING_TIMEOUT: '0' } : {};

interface Session {
  page: Page;
  /** Answers that the browser may log as errors in this test, such as a refused sign-in. */
  expectErrors(...patterns: RegExp[]): void;
}

interface TestFixtures {
  session: Session;
}

interface WorkerFixtures {
  /** Settings of the simulated VMS, as variables. */
  simulator: Record<string, string>;
  stack: Stack;
}

/** A page of the running product; the test fails when the browser reports an error that it did not expect. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  simulator: [{}, { option: true, scope: 'worker' }],
  stack: [
    async ({ simulator }, use) => {
      const stack = await startStack(root, { ...api, ...simulator });
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: ({ stack }, use) => use(stack.url),
  session: async ({ page }, use) => {
    const errors: string[] = [];
    const expected: RegExp[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        errors.push(`${message.type()}: ${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => errors.push(`page: ${error.message}`));
    page.on('response', (response) => {
      if (response.status() >= 500) errors.push(`${response.status()} ${response.url()}`);
    });
    await use({ page, expectErrors: (...patterns) => expected.push(...patterns) });
    expect(errors.filter((error) => !expected.some((pattern) => pattern.test(error)))).toEqual([]);
  },
});

export { expect };

/** Signs in as one of the demo accounts. */
export async function signIn(page: Page, username: 'viewer' | 'investigator' | 'operator' | 'admin') {
  await page.goto('/');
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill('playhead-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}
