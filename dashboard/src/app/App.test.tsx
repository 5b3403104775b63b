import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseLanguage } from '../i18n/language.ts';
import { aCamera } from '../testing/fixtures.ts';
import { SilentSocket } from '../testing/silent-socket.ts';
import { givenWorld } from '../testing/world.ts';
import { chooseZone, setSiteZone } from '../time/zone-choice.ts';
import { App } from './App.tsx';
import { fetchPages } from './lazy-pages.tsx';

beforeAll(fetchPages);
beforeEach(() => vi.stubGlobal('WebSocket', SilentSocket));
afterEach(async () => {
  vi.unstubAllGlobals();
  localStorage.clear();
  await chooseLanguage('en');
  chooseZone('mine');
  setSiteZone(undefined);
  localStorage.clear();
});

describe('the language switch in the header', () => {
  it('draws everything in the other language, with the cameras’ names in it', async () => {
    givenWorld({ cameras: [aCamera(1, { nameAr: 'البوابة' }), aCamera(2)] });
    history.replaceState(null, '', '/cameras');
    render(<App />);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'العربية' }));

    expect(await screen.findByRole('heading', { name: 'نظرة عامة' })).toBeTruthy();
    expect(document.documentElement.dir).toBe('rtl');
    expect(await screen.findByText('البوابة')).toBeTruthy();
    expect(screen.getByText('Gate 2')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'English' }));

    expect(await screen.findByRole('heading', { name: 'Overview' })).toBeTruthy();
  });
});

describe('the display menu', () => {
  it('shows every time by the clocks of the site, and by UTC', async () => {
    const camera = aCamera(1);
    givenWorld({ cameras: [camera], siteTimeZone: 'Asia/Kathmandu' });
    history.replaceState(null, '', `/cameras/${camera.id}`);
    render(<App />);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Display' }));
    await user.click(await screen.findByRole('radio', { name: 'Site' }));
    expect((await screen.findAllByText('1 Mar 2026, 17:45 UTC+05:45')).length).toBeGreaterThan(0);

    await user.click(await screen.findByRole('radio', { name: 'UTC' }));
    expect((await screen.findAllByText('1 Mar 2026, 12:00 UTC')).length).toBeGreaterThan(0);
  });

  it('offers no site where nobody said where that is', async () => {
    givenWorld({ cameras: [aCamera(1)] });
    history.replaceState(null, '', '/cameras');
    render(<App />);
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Display' }));

    expect(await screen.findByRole('radio', { name: 'UTC' })).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Site' })).toBeNull();
  });
});
