import { importCameras } from '../src/api.ts';
import { expect, signIn, test } from '../src/test.ts';

test('an operator sees at a glance how cameras, recordings, VMS and sync are', async ({
  stack,
  browser,
  session: { page },
}) => {
  const [camera] = await importCameras(stack.url, [1, 2, 3]);
  await signIn(page, 'operator');
  const figure = (name: string) =>
    page.getByRole('list', { name: 'Cameras by state' }).getByRole('link', { name });
  await expect(figure('All cameras')).toHaveText(/^[1-9]/);
  await expect(page.getByRole('region', { name: 'VMS', exact: true })).toContainText('Answers');

  const sync = page.getByRole('region', { name: 'Sync with the VMS' });
  await sync.getByRole('button', { name: 'Sync now' }).click();
  await expect(sync.getByText('Done')).toBeVisible();

  await figure('Online').click();
  const table = page.getByRole('table', { name: 'Online cameras' });
  await expect(table.getByRole('link', { name: camera?.name ?? '' })).toBeVisible();

  const colleague = await (await browser.newContext({ baseURL: stack.url })).newPage();
  await signIn(colleague, 'operator');
  await colleague.goto(`/cameras/${camera?.id}`);
  await colleague.getByRole('button', { name: 'Start recording' }).click();
  const running = page.getByRole('region', { name: 'Recording now' }).getByRole('listitem');
  await expect(running).toContainText(camera?.name ?? '');
  await expect(running.getByTestId('recording-indicator')).toContainText(/1[45]:\d\d/);
  await colleague.getByRole('button', { name: 'Stop recording' }).click();
  await colleague.getByRole('alertdialog').getByRole('button', { name: 'Stop recording' }).click();
  await expect(running).toHaveCount(0);
  await colleague.context().close();
});
