import { importCameras } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';

test('an administrator gives somebody an account with one camera, and the trail tells of it', async ({
  stack,
  browser,
  session: { page },
}) => {
  const [camera, other] = await importCameras(stack.url, [1, 2]);
  await signIn(page, 'admin');
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: 'New account' }).click();
  await page.getByLabel('User name').fill('noor');
  await page.getByLabel('Name', { exact: true }).fill('Noor');
  await page.getByRole('textbox', { name: 'Password' }).fill('noor-noor-noor');
  await page.getByRole('button', { name: 'Create the account' }).click();

  await page.getByRole('button', { name: 'Cameras of noor' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'Chosen cameras' }).check();
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: camera?.name ?? '' })
    .check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /noor/ })).toContainText('Chosen cameras');

  const noor = await (await browser.newContext({ baseURL: stack.url })).newPage();
  await noor.goto('/');
  await noor.getByLabel('User name').fill('noor');
  await noor.getByLabel('Password', { exact: true }).fill('noor-noor-noor');
  await noor.getByRole('button', { name: 'Sign in' }).click();
  const sidebar = noor.getByRole('navigation', { name: 'Imported cameras' });
  await expect(sidebar.getByText(camera?.name ?? '')).toBeVisible();
  await expect(sidebar.getByText(other?.name ?? '')).toHaveCount(0);
  await noor.goto('/users');
  await expect(noor.getByText('Your role cannot manage accounts')).toBeVisible();
  await noor.context().close();

  await page.getByRole('link', { name: 'Audit trail' }).click();
  await page.getByLabel('What').selectOption('Gave cameras');
  await expect(page.getByRole('row', { name: /admin.*Gave cameras.*Done.*noor/ })).toBeVisible();

  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: 'Delete noor' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the account' }).click();
  await expect(page.getByRole('row', { name: /noor/ })).toHaveCount(0);
});
