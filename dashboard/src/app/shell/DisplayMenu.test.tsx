import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { chooseDensity, chooseTheme } from '../appearance.ts';
import { DisplayMenu } from './DisplayMenu.tsx';

afterEach(() => {
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
});
