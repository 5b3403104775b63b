import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { chooseZone, setSiteZone, useZones, zoneOf } from '../../time/zone-choice.ts';
import { chooseDensity, chooseTheme } from '../appearance.ts';
import { DisplayMenu } from './DisplayMenu.tsx';

/** As the app does it: another time zone is another page. */
const DrawnAnew = () => <DisplayMenu key={useZones(zoneOf)} />;

afterEach(() => {
  chooseZone('mine');
  setSiteZone(undefined);
  chooseTheme('dark');
  chooseDensity('comfortable');
});

describe('the menu of how the page looks', () => {
  it.each([
    { choice: 'Light', attribute: 'data-theme', before: 'dark', after: 'light', key: 'playhead.theme' },
    {
      choice: 'Control room',
      attribute: 'data-density',
      before: 'comfortable',
      after: 'dense',
      key: 'playhead.density',
    },
  ])('changes it at once, and keeps it: $choice', async ({ choice, attribute, before, after, key }) => {
    chooseTheme('dark');
    chooseDensity('comfortable');
    const { user } = renderApp(<DisplayMenu />);
    const page = document.documentElement;
    expect(page.getAttribute(attribute)).toBe(before);
    await user.click(screen.getByRole('button', { name: 'Display' }));
    await user.click(await screen.findByRole('radio', { name: choice }));

    expect(page.getAttribute(attribute)).toBe(after);
    expect(localStorage.getItem(key)).toBe(after);
    await waitFor(() => expect(screen.getByRole('radio', { name: choice })).toHaveProperty('checked', true));
  });

  it('stays open when a choice has all of the page drawn anew, with the focus on it, until it is closed', async () => {
    setSiteZone('Asia/Tokyo');
    const { user } = renderApp(<DrawnAnew />);
    await user.click(screen.getByRole('button', { name: 'Display' }));
    const before = await screen.findByRole('radio', { name: 'Site' });
    await user.click(before);

    await waitFor(() => expect(before.isConnected).toBe(false));
    const after = await screen.findByRole('radio', { name: 'Site' });
    expect(after).toHaveProperty('checked', true);
    await waitFor(() => expect(document.activeElement).toBe(after));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('radio', { name: 'Site' })).toBeNull());
  });
});
