import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Browser, Page, Route } from '@playwright/test';

/** What the API answers, by the address that is asked. */
export type Answers = readonly (readonly [RegExp, (route: Route) => Promise<void>])[];

const origin = 'http://playhead.invalid';
const userId = '00000000-0000-4000-8000-000000000001';
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const signedIn: Answers = [
  [
    /\/auth\/refresh$/,
    (route) => route.fulfill({ json: { accessToken: 'a', refreshToken: 'r', expiresIn: 3600 } }),
  ],
  [
    /\/auth\/me$/,
    (route) =>
      route.fulfill({
        json: { id: userId, username: 'bench', displayName: 'Bench', role: 'investigator' },
      }),
  ],
  [/\/recordings(\/active)?(\?.*)?$/, (route) => route.fulfill({ json: { recordings: [], total: 0 } })],
];

/** The built dashboard in `folder`, of somebody signed in, and an API that answers at once. Nothing leaves this process. */
export async function openDashboard(
  browser: Browser,
  folder: string,
  path: string,
  answers: Answers,
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => localStorage.setItem('playhead.refresh-token', 'r'));
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/api/')) return answerApi(route, [...answers, ...signedIn]);
    const file = extname(pathname) === '' ? '/index.html' : pathname;
    const body = await readFile(join(folder, file));
    await route.fulfill({ body, contentType: types[extname(file)] ?? 'application/octet-stream' });
  });
  await page.goto(`${origin}${path}`);
  return page;
}

async function answerApi(route: Route, answers: Answers): Promise<void> {
  const url = route.request().url();
  const answer = answers.find(([pattern]) => pattern.test(url))?.[1];
  await (answer ? answer(route) : route.fulfill({ status: 404, json: {} }));
}

/** An imported camera as the API tells it. */
export function cameraOf(number: number) {
  const now = new Date().toISOString();
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    name: `Camera ${number} - Gate ${number % 40}`,
    nameAr: null,
    source: 'METRO',
    milestoneDeviceId: `device-${number}`,
    recordingServer: `Recording Server ${1 + (number % 2)}`,
    rtspUrl: `rtsp://vms/${number}`,
    ptzEnabled: false,
    status: number % 50 === 0 ? 'OFFLINE' : 'ONLINE',
    location: null,
    lastMilestoneSync: now,
    createdAt: now,
    updatedAt: now,
  };
}
