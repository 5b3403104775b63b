import { join } from 'node:path';
import { type Stack, startStack } from '@playhead/launcher/testing/stack';
import { test as base, expect, type Page } from '@playwright/test';
import { watchErrors } from './watch-errors.ts';

const root = join(import.meta.dirname, '../..');

/** How the product speaks to the simulated VMS. A camera that ends recordings by itself would refuse the longer ones. */
const dialects = {
  rest: {},
  xprotect: { MILESTONE_API: 'xprotect', SIMULATOR_RECORDING_TIMEOUT: '0' },
} satisfies Record<string, Record<string, string>>;

interface Session {
  page: Page;
  /** Answers that the browser may log as errors in this test, such as a refused sign-in. */
  expectErrors(...patterns: RegExp[]): void;
}

interface TestFixtures {
  session: Session;
}

/** What a project or a spec may choose of the product that runs. */
export interface StackOptions {
  /** In which API the product speaks to the VMS: every test holds for each. */
  milestoneApi: keyof typeof dialects;
  /** Settings of the simulated VMS, as variables. */
  simulator: Record<string, string>;
}

interface WorkerFixtures extends StackOptions {
  stack: Stack;
}

/** A page of the running product; the test fails when a browser reports an error, on any page, that it did not expect. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  milestoneApi: ['rest', { option: true, scope: 'worker' }],
  simulator: [{}, { option: true, scope: 'worker' }],
  stack: [
    async ({ milestoneApi, simulator }, use) => {
      const stack = await startStack(root, { ...dialects[milestoneApi], ...simulator });
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: ({ stack }, use) => use(stack.url),
  session: async ({ browser, page }, use) => {
    const { errors, stop } = watchErrors(browser);
    const expected: RegExp[] = [];
    await use({ page, expectErrors: (...patterns) => expected.push(...patterns) });
    stop();
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
