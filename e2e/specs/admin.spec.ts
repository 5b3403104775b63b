import { importCameras } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';
import { nameIn, wordsIn } from '../src/words.ts';

test('an administrator gives somebody an account with one camera, then another, which shows at once, and the trail tells of it', async ({
  stack,
  browser,
  session: { page },
}) => {
  const [camera, other] = await importCameras(stack.url, [1, 2]);
  const [en, ar] = [wordsIn('en'), wordsIn('ar')];
  await signIn(page, 'admin');
  await page.getByRole('link', { name: en('nav.users') }).click();
  await page.getByRole('button', { name: en('users.create') }).click();
  await page.getByLabel(en('users.username')).fill('noor');
  await page.getByLabel(en('users.displayName'), { exact: true }).fill('Noor');
  await page.getByRole('textbox', { name: en('users.password') }).fill('noor-noor-noor');
  await page.getByRole('button', { name: en('users.create.submit') }).click();

  await page.getByRole('button', { name: en('users.cameras', { name: 'noor' }) }).click();
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: en('users.access.chosen') })
    .check();
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: camera?.name ?? '' })
    .check();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: en('users.save') })
    .click();
  await expect(page.getByRole('row', { name: /noor/ })).toContainText(en('users.access.chosen'));

  const noor = await (await browser.newContext({ baseURL: stack.url, locale: 'ar-AE' })).newPage();
  await noor.goto('/');
  await noor.getByLabel(ar('signIn.userName')).fill('noor');
  await noor.getByLabel(ar('signIn.password'), { exact: true }).fill('noor-noor-noor');
  await noor.getByRole('button', { name: ar('signIn.submit') }).click();
  const sidebar = noor.getByRole('navigation', { name: ar('cameras.list') });
  await expect(sidebar.getByText(nameIn('ar', camera))).toBeVisible();
  await expect(sidebar.getByText(nameIn('ar', other))).toHaveCount(0);
  await page.getByRole('button', { name: en('users.cameras', { name: 'noor' }) }).click();
  const access = page.getByRole('dialog');
  await access.getByRole('checkbox', { name: camera?.name ?? '' }).uncheck();
  await access.getByRole('checkbox', { name: other?.name ?? '' }).check();
  const told = (title: string) => noor.getByTestId('toast').filter({ hasText: title });
  // Messages stand for some seconds: they are awaited from before on.
  await Promise.all([
    expect(told(ar('access.withdrawn', { count: 1 }))).toContainText(nameIn('ar', camera)),
    expect(told(ar('access.granted', { count: 1 }))).toContainText(nameIn('ar', other)),
    access.getByRole('button', { name: en('users.save') }).click(),
  ]);
  await expect(sidebar.getByText(nameIn('ar', other))).toBeVisible();
  await expect(sidebar.getByText(nameIn('ar', camera))).toHaveCount(0);
  await noor.goto('/users');
  await expect(noor.getByText(ar('users.needsRole'))).toBeVisible();
  await noor.context().close();

  await page.getByRole('button', { name: en('display.switchLanguage') }).click();
  await page.getByRole('link', { name: ar('nav.audit') }).click();
  await page.getByLabel(ar('audit.column.action')).selectOption(ar('audit.action.user.access'));
  const given = page.getByRole('row').filter({ hasText: ar('audit.action.user.access') });
  await expect(given).toHaveCount(2);
  for (const text of ['admin', ar('audit.outcome.success'), 'noor'])
    await expect(given.first()).toContainText(text);

  await page.getByRole('link', { name: ar('nav.users') }).click();
  await page.getByRole('button', { name: ar('users.delete', { name: 'noor' }) }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: ar('users.delete.confirm') })
    .click();
  await expect(page.getByRole('row', { name: /noor/ })).toHaveCount(0);
});
