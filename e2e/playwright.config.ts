import { defineConfig } from '@playwright/test';
import type { BrowserOptions, StackOptions } from './src/test.ts';

const { PLAYWRIGHT_CHROMIUM_PATH: executablePath, MILESTONE_API: asked } = process.env;

/** Chromium may not look for its maker's servers: tests speak to loopback only. */
const offline = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required',
];

const rest = { name: 'rest', use: { milestoneApi: 'rest' } } as const;
const xprotect = { name: 'xprotect', use: { milestoneApi: 'xprotect' } } as const;

/** What both dialects have in common is not tried twice: of `xprotect` the stories that end at the VMS, told in Arabic. */
const shortly = {
  ...xprotect,
  grep: /@each-dialect/,
  use: { ...xprotect.use, language: 'ar' },
} as const;

/** In which API the product speaks to the VMS: the one that is asked for, with every spec, or each beside the other. */
const projects = { rest: [rest], xprotect: [xprotect], each: [rest, shortly] };

function isDialect(name: string): name is keyof typeof projects {
  return name in projects;
}

function projectsFor(name = 'each') {
  if (isDialect(name)) return projects[name];
  throw new Error('MILESTONE_API accepts rest or xprotect.');
}

export default defineConfig<BrowserOptions, StackOptions>({
  testDir: 'specs',
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  projects: projectsFor(asked || undefined),
  use: {
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Asia/Dubai',
    // A trace takes a sixth of what the stories take: `--trace=retain-on-failure` asks for one.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { args: offline, ...(executablePath !== undefined && { executablePath }) },
  },
});
