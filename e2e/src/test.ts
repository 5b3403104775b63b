import { join } from 'node:path';
import { type Stack, startStack } from '@playhead/launcher/testing/stack';
import { test as base, expect, type Page } from '@playwright/test';
import { watchErrors } from './watch-errors.ts';
import { type LanguageCode, type Words, wordsIn } from './words.ts';

const root = join(import.meta.dirname, '../..');

/** How the product speaks to the simulated VMS. A camera that ends recordings by itself would refuse the longer ones. */
const dialects = {
  rest: {},
  xprotect: { MILESTONE_API: 'xprotect', SIMULATOR_RECORDING_TIMEOUT: '0' },
} satisfies Record<string, Record<string, string>>;

/** Players share the processors with the VMS: what it draws once, at its start, leaves them to the players. */
export const preparedFootage = { SIMULATOR_PREPARED: 'true', SIMULATOR_PREPARED_KILOBITS: '500' };

interface Session {
  page: Page;
  /** Answers that the browser may log as errors in this test, such as a refused sign-in. */
  expectErrors(...patterns: RegExp[]): void;
}

/** What a project or a story may choose of the browser. */
export interface BrowserOptions {
  /** Which language the browser asks for: the dashboard follows it. */
  language: LanguageCode;
}

interface TestFixtures extends BrowserOptions {
  session: Session;
  /** What the dashboard calls things in that language. */
  words: Words;
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
  language: ['en', { option: true }],
  locale: ({ language }, use) => use(language === 'ar' ? 'ar-AE' : 'en-GB'),
  words: ({ language }, use) => use(wordsIn(language)),
  session: async ({ browser, page }, use) => {
    const { errors, stop } = watchErrors(browser);
    const expected: RegExp[] = [];
    await use({ page, expectErrors: (...patterns) => expected.push(...patterns) });
    stop();
    expect(errors.filter((error) => !expected.some((pattern) => pattern.test(error)))).toEqual([]);
  },
});

export { expect };

/** Signs in as one of the demo accounts, in whichever language the page is. */
export async function signIn(page: Page, username: 'viewer' | 'investigator' | 'operator' | 'admin') {
  await page.goto('/');
  await page.locator('input[name="username"]').fill(username);
  const words = wordsIn((await page.locator('html').getAttribute('lang')) === 'ar' ? 'ar' : 'en');
  await page.getByLabel(words('signIn.password'), { exact: true }).fill('playhead-demo');
  await page.getByRole('button', { name: words('signIn.submit') }).click();
  await expect(page.getByRole('button', { name: words('signOut') })).toBeVisible();
}
