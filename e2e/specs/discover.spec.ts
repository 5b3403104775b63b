import { violations } from '../src/axe.ts';
import { expect, signIn, test } from '../src/test.ts';

test.use({ language: 'ar' });

const NAME = 'Camera 20 - Creek Waterfront - Abra Dock';
const NAME_AR = 'مرسى العبرات';

test('cameras are looked over before the import, all at once and one by one, and a sync tells what it found', async ({
  session: { page },
  words,
}) => {
  await signIn(page, 'operator');
  await page.goto('/discover');
  await page.getByRole('searchbox', { name: words('discovery.search') }).fill('Camera 2');
  const rows = page.getByRole('row').filter({ hasText: /Camera \d/ });
  await expect(rows.filter({ hasText: 'Camera 01' })).toHaveCount(0);
  for (const number of ['20', '21', '22'])
    await rows
      .filter({ hasText: `Camera ${number}` })
      .getByRole('checkbox')
      .click();
  await page.getByRole('button', { name: words('discovery.import', { count: 3 }) }).click();

  const field = (column: Parameters<typeof words>[0], name = NAME) =>
    page.getByLabel(words('review.field', { field: words(column), name }));
  const forAll = page.getByRole('form', { name: words('review.forAll') });
  await forAll.getByRole('combobox').selectOption(words('camera.source.BUS'));
  await forAll.getByLabel(words('camera.edit.latitude')).fill('95');
  await forAll.getByLabel(words('camera.edit.longitude')).fill('55.3');
  await forAll.getByRole('button').click();
  await expect(forAll.getByRole('alert')).toHaveText(words('camera.edit.locationWrong'));
  await forAll.getByLabel(words('camera.edit.latitude')).fill('25.26');
  await forAll.getByLabel(words('camera.edit.address')).fill('Creek Road');
  await forAll.getByRole('button').click();
  await field('review.column.name').fill('Abra dock');
  await field('review.column.nameAr').fill(NAME_AR);
  await page.getByRole('button', { name: /Camera 22/ }).click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: words('discovery.import', { count: 2 }) }).click();

  await expect(page.getByText(words('import.done', { count: 2 }))).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const results = page.getByRole('region', { name: words('import.results') });
  await results.getByRole('link', { name: NAME_AR }).click();
  await expect(page.getByRole('heading', { name: NAME_AR })).toBeVisible();
  const details = page.locator('main');
  await expect(details.getByText('Creek Road')).toBeVisible();
  await expect(details.getByText(words('camera.source.BUS'))).toBeVisible();

  await page.goto('/discover/syncs');
  await page.getByRole('button', { name: words('sync.start') }).click();
  const newest = page.getByRole('row').nth(1);
  await expect(newest).toContainText(words('sync.outcome.completed'));
  await expect(newest).toContainText('operator');
  await newest.getByRole('button').click();
  const report = page.getByRole('dialog', { name: words('syncs.report') });
  await expect(report.getByRole('listitem').filter({ hasText: 'Camera 22' })).toContainText(
    words('syncs.change.new'),
  );
  expect(await violations(page, '[role=dialog]')).toEqual([]);
});
