import { expect, signIn, test } from '../src/test.ts';

const CAMERAS = 1_000;

test.use({ simulator: { SIMULATOR_CAMERAS: String(CAMERAS) } });

test('an operator imports every camera that matches, on all pages', async ({ session: { page } }) => {
  await signIn(page, 'operator');
  await page.getByRole('link', { name: 'Discover cameras' }).first().click();
  await expect(page.getByText('1–100 of 1,000 cameras')).toBeVisible();
  expect(await page.getByRole('row').count()).toBeLessThan(60);
  await page.getByRole('checkbox', { name: 'Select all on this page' }).click();
  await page.getByRole('button', { name: 'Select all that match, on every page' }).click();
  await page.getByRole('button', { name: 'Import 1,000 cameras' }).click();

  await page.getByLabel('Source for all').selectOption('Metro');
  expect(await page.getByRole('row').count()).toBeLessThan(60);
  await page.getByRole('button', { name: 'Import 1,000 cameras' }).click();

  await expect(page.getByText('1,000 cameras imported')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('1–100 of 1,000 cameras · 1,000 imported')).toBeVisible();
});

test('a thousand cameras scroll with few rows in the page, and each is found', async ({
  session: { page },
}) => {
  await signIn(page, 'viewer');
  const sidebar = page.getByRole('complementary');
  const rows = sidebar.getByRole('listitem');
  await expect(sidebar.getByText('1,000 cameras')).toBeVisible();
  await expect(rows.first()).toContainText('Camera 01 ');

  const most = await sidebar.getByRole('navigation').evaluate(async (list) => {
    const counts: number[] = [];
    while (list.scrollTop + list.clientHeight < list.scrollHeight - 1) {
      list.scrollTop += 900;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      counts.push(list.querySelectorAll('li').length);
    }
    return Math.max(...counts);
  });
  expect(most).toBeLessThan(60);
  await expect(sidebar.getByRole('link', { name: /Camera 1000/ })).toBeInViewport();

  await page.getByRole('searchbox', { name: 'Search cameras' }).fill('camera 777');
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Camera 777/ })).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search cameras' }).fill('');
  await expect(sidebar.getByText('1,000 cameras')).toBeVisible();
  await expect(sidebar.getByRole('link', { name: /Camera 777/ })).toBeInViewport();
});
