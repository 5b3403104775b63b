import { importCameras } from '../src/api.ts';
import { violations } from '../src/axe.ts';
import { expectPhase } from '../src/player.ts';
import { expect, signIn, test } from '../src/test.ts';
import { nameIn } from '../src/words.ts';

const REASON = 'Bag left at the gate';

test.use({ language: 'ar' });

test('a recording of so many minutes, with its reason, is extended and stopped, others are told, and the history leads to it', async ({
  stack,
  browser,
  session: { page },
  words,
  language,
}) => {
  const [camera] = await importCameras(stack.url, [2]);
  const name = nameIn(language, camera);
  const button = (text: string) => page.getByRole('button', { name: text, exact: true });
  await signIn(page, 'operator');
  const colleague = await (await browser.newContext({ baseURL: stack.url, locale: 'ar-AE' })).newPage();
  await signIn(colleague, 'admin');
  /** What is done is told to the colleague, for as long as a message stands: that is awaited from before on. */
  const tells = (title: string, done: () => Promise<void>) =>
    Promise.all([
      expect(colleague.getByTestId('toast').filter({ hasText: title })).toContainText(name),
      done(),
    ]);

  await page.goto(`/cameras/${camera?.id}`);
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await page.getByRole('radio', { name: words('recording.custom') }).check();
  const minutes = page.getByRole('spinbutton');
  await minutes.fill('0');
  await expect(page.getByText(words('recording.customInvalid', { max: 120 }))).toBeVisible();
  await minutes.fill('3');
  await page.getByLabel(words('recording.reason')).fill(REASON);
  await tells(words('recording.toast.startedBy', { who: 'operator' }), () =>
    button(words('recording.start')).click(),
  );
  await expect(page.getByTestId('recording-countdown')).toHaveText(/^0?[12]:\d\d$/);
  await colleague.goto(`/cameras/${camera?.id}/recordings`);
  const chip = colleague.getByRole('region', { name: words('player.label') }).getByTestId('recording-chip');
  await expect(chip).toHaveText(/0?[12]:\d\d/);

  await tells(words('recording.toast.extendedBy', { who: 'operator' }), () =>
    button(words('recording.extendBy', { minutes: 5 })).click(),
  );
  await expect(page.getByTestId('recording-countdown')).toHaveText(/^0?[67]:\d\d$/);
  await chip.getByRole('button', { name: words('recording.extend'), exact: true }).click();
  await colleague.getByRole('button', { name: words('recording.extendBy', { minutes: 5 }) }).click();
  await expect(page.getByTestId('recording-countdown')).toHaveText(/^1[0-2]:\d\d$/);
  await button(words('recording.stop')).click();
  await tells(words('recording.toast.stoppedBy', { who: 'operator' }), () =>
    page
      .getByRole('alertdialog')
      .getByRole('button', { name: words('recording.stop') })
      .click(),
  );
  await expect(chip).toHaveCount(0);
  await colleague.context().close();

  await page.getByRole('link', { name: words('nav.history') }).click();
  const rows = page.getByRole('row');
  await page.getByLabel(words('history.filter.reason')).fill('no such reason');
  await expect(page.getByText(words('history.noMatch.title'))).toBeVisible();
  await page.getByLabel(words('history.filter.reason')).fill('bag left');
  await page.getByLabel(words('history.filter.state')).selectOption(words('history.state.stopped'));
  await expect(rows).toHaveCount(2);
  await expect(rows.last()).toContainText(name);
  await expect(rows.last()).toContainText(REASON);
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await expect(rows).toHaveCount(2);
  await page.getByRole('link', { name: words('history.footage.of', { name }) }).click();
  await expect(page).toHaveURL(new RegExp(`/cameras/${camera?.id}/recordings\\?`));
  await expectPhase(page, 'playing');
});
