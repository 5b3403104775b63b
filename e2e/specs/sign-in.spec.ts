import { importCameras } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';

test('a wrong password is told in place, and the right one lets in', async ({
  session: { page, expectErrors },
}) => {
  expectErrors(/401 \(Unauthorized\)/);
  await page.goto('/');
  await page.getByLabel('User name').fill('operator');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('wrong');

  await page.getByLabel('Password', { exact: true }).fill('playhead-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('signing out ends the session, also after a reload', async ({ session: { page } }) => {
  await signIn(page, 'viewer');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('User name')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('User name')).toBeVisible();
});

test('a copied link opens signed in, and signing out there signs out everywhere', async ({
  session: { page },
}) => {
  await signIn(page, 'viewer');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Sign out' }).click();

  await expect(page.getByLabel('User name')).toBeVisible();
  await other.close();
});

test('a viewer is told which role recordings need', async ({ stack, session: { page } }) => {
  const [camera] = await importCameras(stack.url, [5]);
  await signIn(page, 'viewer');
  await page
    .getByRole('complementary')
    .getByRole('link', { name: camera?.name ?? '' })
    .click();

  await expect(page.getByText(/investigator/i).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Discover cameras' })).toHaveCount(0);
});
