import type { Page } from '@playwright/test';
import { importCameras, stopRecording } from '../src/api.ts';
import { violations } from '../src/axe.ts';
import { sideways } from '../src/sideways.ts';
import { expect, signIn, test } from '../src/test.ts';

/** A stretch that is marked on a timeline. */
const marked = '2026-03-01T12:00:00Z/2026-03-01T12:05:00Z';

/** No camera has this id. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Each page, and what is there once it is. */
const pagesOf = (page: Page, [cameraId = '', other = '']: readonly string[]) => [
  { path: '/cameras', shown: page.getByRole('table') },
  { path: '/discover', shown: page.getByRole('row').nth(3) },
  { path: `/cameras/${cameraId}`, shown: page.locator('main img') },
  { path: `/cameras/${cameraId}/recordings`, shown: page.getByTestId('timeline-sequence').first() },
  { path: `/cameras/${cameraId}/recordings?select=${marked}`, shown: page.getByTestId('selection') },
  { path: `/playback?cameras=${cameraId}`, shown: page.getByTestId('timeline-lane') },
  { path: `/playback?cameras=${cameraId},${other}&select=${marked}`, shown: page.getByTestId('selection') },
  { path: '/playback', shown: page.locator('main button') },
  { path: '/recordings', shown: page.getByRole('table') },
  { path: '/exports', shown: page.locator('main h1') },
  { path: '/users', shown: page.getByRole('row').nth(4) },
  { path: '/audit', shown: page.getByRole('row').nth(1) },
  { path: '/discover/syncs', shown: page.getByRole('table') },
  { path: '/nowhere', shown: page.locator('main a') },
];

/** The rules are asked once a look; whether everything has room, at each width. */
const looks = [
  { language: 'en', theme: 'dark', density: 'comfortable', width: 1440 },
  { language: 'ar', theme: 'light', density: 'dense', width: 768 },
] as const;
const WIDTHS = [1440, 1024, 768];

/** Keeps the look in the browser before any page is drawn. */
const choose = (page: Page, look: Readonly<Record<string, string>>) =>
  page.addInitScript((chosen) => {
    for (const [name, value] of Object.entries(chosen)) localStorage.setItem(`playhead.${name}`, value);
  }, look);

for (const { width, ...look } of looks) {
  test(`no page breaks a rule of accessibility: ${Object.values(look).join()}, ${width} px wide`, async ({
    stack,
    session: { page, expectErrors },
  }) => {
    test.setTimeout(240_000);
    const cameras = await importCameras(stack.url, [1, 2, 3]);
    const found: Record<string, string[]> = {};
    const check = async (name: string) => {
      for (const wide of WIDTHS.toSorted((one) => (one === width ? 1 : -1))) {
        await page.setViewportSize({ width: wide, height: 900 });
        const overflow = await sideways(page);
        if (overflow.length > 0) found[`${name} ${wide} scrolls sideways`] = overflow;
      }
      const broken = await violations(page);
      if (broken.length > 0) found[name] = broken;
    };
    const checkEach = async (pages: ReturnType<typeof pagesOf>) => {
      for (const { path, shown } of pages) {
        await page.goto(path);
        await expect(shown).toBeVisible();
        await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
        await check(path);
      }
    };
    await choose(page, look);
    await page.goto('/');
    await expect(page.locator('form')).toBeVisible();
    await check('sign-in');
    await signIn(page, 'admin');
    const ids = cameras.map(({ id }) => id);
    await checkEach(pagesOf(page, ids));

    expectErrors(/404 \(Not Found\)/, /503/);
    await page.route('**/api/v1/exports?*', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"status":503}' }),
    );
    await checkEach([
      { path: `/cameras/${NOBODY}`, shown: page.locator('main h1') },
      { path: '/exports', shown: page.locator('main [role=alert]') },
    ]);

    expect(found).toEqual({});
  });
}

test('no page that a role does not reach breaks a rule of accessibility', async ({
  stack,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [1]);
  await signIn(page, 'viewer');
  const found: Record<string, string[]> = {};
  for (const path of ['/users', '/exports', '/discover', `/cameras/${camera?.id}`]) {
    await page.goto(path);
    await expect(
      page
        .locator('main')
        .getByText(/Ask an administrator/)
        .first(),
    ).toBeVisible();
    const broken = await violations(page);
    if (broken.length > 0) found[path] = broken;
  }

  expect(found).toEqual({});
});

test('no dialog and no menu breaks a rule of accessibility', async ({ stack, session: { page } }) => {
  test.setTimeout(240_000);
  const [camera, other] = await importCameras(stack.url, [1, 2]);
  await signIn(page, 'admin');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const key = async (name: string) => {
    await expect(page.getByRole('slider', { name: 'Timeline' })).toBeVisible();
    await page.keyboard.press(name);
  };
  const opened = [
    { path: '/cameras', what: 'Display', open: () => press('Display') },
    { path: '/cameras', what: 'Filters', open: () => press('Filter and group') },
    { path: `/cameras/${camera?.id}`, what: 'Edit', open: () => press('Edit') },
    { path: `/cameras/${camera?.id}`, what: 'Delete', open: () => press('Delete') },
    {
      path: `/cameras/${camera?.id}`,
      what: 'Stop recording',
      open: async () => {
        await press('Start recording');
        await press('Stop recording');
      },
    },
    { path: `/cameras/${camera?.id}/recordings`, what: 'Keyboard', open: () => press('Keyboard') },
    {
      path: `/cameras/${camera?.id}/recordings`,
      what: 'Change keys',
      open: async () => {
        await press('Keyboard');
        await press('Change keys');
      },
    },
    { path: `/cameras/${camera?.id}/recordings`, what: 'Extend on the picture', open: () => press('Extend') },
    { path: `/cameras/${camera?.id}/recordings`, what: 'Go to a time', open: () => key('g') },
    {
      path: '/audit',
      what: 'Calendar',
      open: () => page.getByRole('button', { name: 'Open the calendar' }).first().click(),
    },
    { path: '/playback', what: 'Choose cameras', open: () => press('Choose cameras') },
    { path: `/playback?cameras=${camera?.id},${other?.id}`, what: 'Record', open: () => key('r') },
    { path: '/users', what: 'New account', open: () => press('New account') },
    { path: '/users', what: 'Edit viewer', open: () => press('Edit viewer') },
    { path: '/users', what: 'Cameras of viewer', open: () => press('Cameras of viewer') },
    { path: '/users', what: 'New password', open: () => press('New password for viewer') },
    { path: '/users', what: 'Delete viewer', open: () => press('Delete viewer') },
  ];
  const found: Record<string, string[]> = {};
  for (const { path, what, open } of opened) {
    const { pathname, search } = new URL(page.url());
    if (pathname + search !== path) await page.goto(path);
    await open();
    const popup = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    await expect(popup).toBeVisible();
    await expect(popup).not.toHaveAttribute('data-starting-style');
    // What it lies over has been looked at by itself.
    const broken = await violations(page, '[role=dialog], [role=alertdialog]');
    if (broken.length > 0) found[what] = broken;
    await page.keyboard.press('Escape');
    await expect(popup).toHaveCount(0);
  }
  await stopRecording(stack.url, camera?.id ?? '');

  expect(found).toEqual({});
});
