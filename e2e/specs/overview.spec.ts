import { importCameras } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';
import { nameIn, wordsIn } from '../src/words.ts';

test.use({ language: 'ar' });

test('an operator sees at a glance how cameras, recordings, VMS and sync are', async ({
  stack,
  browser,
  session: { page },
  words,
  language,
}) => {
  const [camera] = await importCameras(stack.url, [1, 2, 3]);
  const en = wordsIn('en');
  await signIn(page, 'operator');
  const figure = (name: string) =>
    page
      .getByRole('list', { name: words('overview.figures') })
      .getByRole('link')
      .filter({ has: page.getByText(name, { exact: true }) });
  await expect(figure(words('overview.total'))).toHaveText(/^[1-9]/);
  await expect(page.getByRole('region', { name: words('vms.health'), exact: true })).toContainText(
    words('vms.health.ok'),
  );

  const sync = page.getByRole('region', { name: words('sync.title') });
  await sync.getByRole('button', { name: words('sync.start') }).click();
  await expect(sync.getByText(words('sync.outcome.completed'))).toBeVisible();

  await figure(words('camera.status.ONLINE')).click();
  const table = page.getByRole('table', { name: words('overview.list.ONLINE') });
  await expect(table.getByRole('link', { name: nameIn(language, camera) })).toBeVisible();

  const colleague = await (await browser.newContext({ baseURL: stack.url, locale: 'en-GB' })).newPage();
  await signIn(colleague, 'operator');
  await colleague.goto(`/cameras/${camera?.id}`);
  await colleague.getByRole('button', { name: en('recording.start') }).click();
  const running = page.getByRole('region', { name: words('active.title') }).getByRole('listitem');
  await expect(running).toContainText(nameIn(language, camera));
  await expect(running.getByTestId('recording-indicator')).toContainText(/1[45]:\d\d/);
  await colleague.getByRole('button', { name: en('recording.stop') }).click();
  await colleague
    .getByRole('alertdialog')
    .getByRole('button', { name: en('recording.stop') })
    .click();
  await expect(running).toHaveCount(0);
  await colleague.context().close();
});
