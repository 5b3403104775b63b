import { importCameras } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';
import { nameIn } from '../src/words.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('a wrong password is told in place, and the right one lets in', async ({
      session: { page, expectErrors },
      words,
    }) => {
      expectErrors(/401 \(Unauthorized\)/);
      await page.goto('/');
      await page.getByLabel(words('signIn.userName')).fill('operator');
      const password = page.getByLabel(words('signIn.password'), { exact: true });
      await password.fill('not the password');
      await page.getByRole('button', { name: words('signIn.submit') }).click();
      await expect(page.getByRole('alert')).toContainText(words('problem.credentials-wrong.title'));

      await password.fill('playhead-demo');
      await page.getByRole('button', { name: words('signIn.submit') }).click();
      await expect(page.getByRole('button', { name: words('signOut') })).toBeVisible();
    });
  });
}

test('signing out ends the session, also after a reload', async ({ session: { page }, words }) => {
  await signIn(page, 'viewer');
  await page.reload();
  await expect(page.getByRole('button', { name: words('signOut') })).toBeVisible();

  await page.getByRole('button', { name: words('signOut') }).click();
  await expect(page.getByLabel(words('signIn.userName'))).toBeVisible();
  await page.reload();
  await expect(page.getByLabel(words('signIn.userName'))).toBeVisible();
});

test('a copied link opens signed in, and signing out there signs out everywhere', async ({
  session: { page },
  words,
}) => {
  await signIn(page, 'viewer');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: words('signOut') }).click();

  await expect(page.getByLabel(words('signIn.userName'))).toBeVisible();
  await other.close();
});

test.describe('in Arabic', () => {
  test.use({ language: 'ar' });

  test('a viewer is told which role recordings need', async ({
    stack,
    session: { page },
    words,
    language,
  }) => {
    const [camera] = await importCameras(stack.url, [5]);
    await signIn(page, 'viewer');
    await page
      .getByRole('complementary')
      .getByRole('link', { name: nameIn(language, camera) })
      .click();

    await expect(
      page.getByText(words('camera.viewRecordings.needsRole', { role: words('role.viewer') })),
    ).toBeVisible();
    await expect(page.getByRole('link', { name: words('discovery.title') })).toHaveCount(0);
  });
});
