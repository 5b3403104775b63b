import { expect, signIn, test } from '../src/test.ts';

const NAME = 'Camera 17 - Naif Police Station - Car Park';
const NAME_AR = 'بوابة السوق';

test('an operator imports three cameras, records with one and stops it', { tag: '@each-dialect' }, async ({
  session: { page },
  words,
  language,
}) => {
  await signIn(page, 'operator');
  await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');

  await page
    .getByRole('link', { name: words('discovery.title') })
    .first()
    .click();
  const rows = page.getByRole('row').filter({ has: page.getByRole('checkbox') });
  await expect(rows.filter({ hasText: 'Camera 17' })).toBeVisible();
  for (const number of ['17', '18', '19']) {
    await rows
      .filter({ hasText: `Camera ${number}` })
      .getByRole('checkbox')
      .click();
  }
  const importThem = page.getByRole('button', { name: words('discovery.import', { count: 3 }) });
  await importThem.click();
  const field = words('review.column.nameAr');
  await page.getByLabel(words('review.field', { field, name: NAME })).fill(NAME_AR);
  await importThem.click();

  const sidebar = page.getByRole('complementary');
  await expect(sidebar.getByRole('link', { name: /Camera 1[89]/ })).toHaveCount(2);
  await sidebar.getByRole('link', { name: language === 'ar' ? NAME_AR : /Camera 17/ }).click();
  await page.getByRole('button', { name: words('recording.start') }).click();
  await expect(page.getByRole('button', { name: words('recording.stop') })).toBeVisible();
  await expect(page.getByText(/^14:[0-5]\d$/).first()).toBeVisible();

  await page.reload();
  await expect(page.getByText(/^14:[0-5]\d$/).first()).toBeVisible();

  await page.getByRole('button', { name: words('recording.stop') }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: words('recording.stop') })
    .click();
  await expect(page.getByRole('button', { name: words('recording.start') })).toBeVisible();
});
