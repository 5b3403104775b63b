import { importCameras, readDiscoveryAnew } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';

test('a recording that one operator starts shows at once in the browser of another', async ({
  stack,
  browser,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [6]);
  const name = camera?.name ?? '';
  await signIn(page, 'viewer');
  const indicator = page
    .getByRole('complementary')
    .getByRole('link', { name })
    .getByTestId('recording-indicator');
  await expect(indicator).toHaveCount(0);

  const operator = await browser.newPage({ baseURL: stack.url });
  await signIn(operator, 'operator');
  await operator.getByRole('complementary').getByRole('link', { name }).click();
  await operator.getByRole('button', { name: 'Start recording' }).click();
  await expect(indicator).toBeVisible();

  await operator.getByRole('button', { name: 'Stop recording' }).click();
  await operator.getByRole('alertdialog').getByRole('button', { name: 'Stop recording' }).click();
  await expect(indicator).toHaveCount(0);
  await operator.close();
});

test('a VMS that is down is a message with a retry, not a broken page', async ({
  stack,
  session: { page },
}) => {
  await signIn(page, 'operator');
  await setFault(stack.simulatorUrl, {
    kind: 'status',
    status: 503,
    calls: 100,
    match: { operation: 'listCameras' },
  });
  expect(await readDiscoveryAnew(stack.url)).toBe(503);
  await page.getByRole('link', { name: 'Discover cameras' }).first().click();
  const banner = page.getByRole('alert').filter({ hasText: /VMS/ });
  await expect(banner).toBeVisible();

  await fetch(`${stack.simulatorUrl}/_sim/faults`, { method: 'DELETE' });
  await page
    .getByRole('button', { name: /try again|retry/i })
    .first()
    .click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole('row', { name: /Camera 07/ })).toBeVisible();
});

async function setFault(simulatorUrl: string, fault: object) {
  const response = await fetch(`${simulatorUrl}/_sim/faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fault),
  });
  expect(response.ok).toBe(true);
}
