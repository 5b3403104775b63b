import { importCameras, readDiscoveryAnew } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';
import { nameIn, wordsIn } from '../src/words.ts';

test('what one operator does shows at once in the browser of another, in the language of each', async ({
  stack,
  browser,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [6]);
  const [en, ar] = [wordsIn('en'), wordsIn('ar')];
  const viewer = await browser.newPage({ baseURL: stack.url, locale: 'ar-AE' });
  await signIn(viewer, 'viewer');
  const sidebar = viewer.getByRole('complementary');
  const indicator = sidebar
    .getByRole('link', { name: nameIn('ar', camera) })
    .getByTestId('recording-indicator');
  await expect(indicator).toHaveCount(0);

  await signIn(page, 'operator');
  await page
    .getByRole('complementary')
    .getByRole('link', { name: nameIn('en', camera) })
    .click();
  await page.getByRole('button', { name: en('recording.start') }).click();
  await expect(indicator).toBeVisible();

  const stop = en('recording.stop');
  await page.getByRole('button', { name: stop }).click();
  const stopped = ar('recording.toast.stoppedBy', { who: 'operator' });
  // A message stands for some seconds: it is awaited from before on.
  await Promise.all([
    expect(viewer.getByTestId('toast').filter({ hasText: stopped })).toContainText(nameIn('ar', camera)),
    page.getByRole('alertdialog').getByRole('button', { name: stop }).click(),
  ]);
  await expect(indicator).toHaveCount(0);

  const [newcomer] = await importCameras(stack.url, [23]);
  await page.goto(`/cameras/${newcomer?.id}`);
  await expect(sidebar.getByRole('link', { name: nameIn('ar', newcomer) })).toBeVisible();
  await page.getByRole('button', { name: en('camera.delete') }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: en('camera.delete') })
    .click();
  await expect(sidebar.getByRole('link', { name: nameIn('ar', newcomer) })).toHaveCount(0);
  await expect(viewer.getByRole('heading', { level: 1 })).toHaveText(ar('overview.title'));
  await viewer.close();
});

test.describe('in Arabic', () => {
  test.use({ language: 'ar' });

  test('a VMS that is down is a message with a retry, not a broken page', async ({
    stack,
    session: { page },
    words,
  }) => {
    await signIn(page, 'operator');
    await setFault(stack.simulatorUrl, {
      kind: 'status',
      status: 503,
      calls: 100,
      match: { operation: 'listCameras' },
    });
    expect(await readDiscoveryAnew(stack.url)).toBe(503);
    await page
      .getByRole('link', { name: words('discovery.title') })
      .first()
      .click();
    const banner = page.getByRole('alert').filter({ hasText: words('problem.vms-unavailable.title') });
    await expect(banner).toBeVisible();

    await fetch(`${stack.simulatorUrl}/_sim/faults`, { method: 'DELETE' });
    await page
      .getByRole('button', { name: words('action.retry') })
      .first()
      .click();
    await expect(banner).toHaveCount(0);
    await expect(page.getByRole('row', { name: /Camera 07/ })).toBeVisible();
  });
});

async function setFault(simulatorUrl: string, fault: object) {
  const response = await fetch(`${simulatorUrl}/_sim/faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fault),
  });
  expect(response.ok).toBe(true);
}
