import { expect, signIn, test } from '../src/test.ts';

test('an operator imports three cameras, records with one and stops it', { tag: '@each-dialect' }, async ({
  session: { page },
}) => {
  await signIn(page, 'operator');

  await page.getByRole('link', { name: 'Discover cameras' }).first().click();
  const rows = page.getByRole('row').filter({ has: page.getByRole('checkbox') });
  await expect(rows.filter({ hasText: 'Camera 17' })).toBeVisible();
  for (const number of ['17', '18', '19']) {
    await page.getByRole('checkbox', { name: new RegExp(`^Select Camera ${number}`) }).click();
  }
  await page.getByRole('button', { name: 'Import 3 cameras' }).click();
  await page.getByLabel(/^Arabic name of Camera 17/).fill('بوابة ١٧');
  await page.getByRole('button', { name: 'Import 3 cameras' }).click();

  const sidebar = page.getByRole('complementary');
  await expect(sidebar.getByRole('link', { name: /Camera 1[789]/ })).toHaveCount(3);

  await sidebar.getByRole('link', { name: /Camera 17/ }).click();
  await page.getByRole('button', { name: 'Start recording' }).click();
  await expect(page.getByRole('button', { name: 'Stop recording' })).toBeVisible();
  await expect(page.getByText(/^14:[0-5]\d$/).first()).toBeVisible();

  await page.reload();
  await expect(page.getByText(/^14:[0-5]\d$/).first()).toBeVisible();

  await page.getByRole('button', { name: 'Stop recording' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop recording' }).click();
  await expect(page.getByRole('button', { name: 'Start recording' })).toBeVisible();
});
