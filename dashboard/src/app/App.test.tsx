import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseLanguage } from '../i18n/language.ts';
import { aCamera } from '../testing/fixtures.ts';
import { givenWorld } from '../testing/world.ts';
import { App } from './App.tsx';

/** The page asks for live events; here nobody tells any. */
class SilentSocket {
  close() {}
}

beforeEach(() => vi.stubGlobal('WebSocket', SilentSocket));
afterEach(async () => {
  vi.unstubAllGlobals();
  localStorage.clear();
  await chooseLanguage('en');
  localStorage.clear();
});

describe('the language switch in the header', () => {
  it('draws everything in the other language, with the cameras’ names in it', async () => {
    givenWorld({ cameras: [aCamera(1, { nameAr: 'البوابة' }), aCamera(2)] });
    history.replaceState(null, '', '/cameras');
    render(<App />);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'العربية' }));

    expect(await screen.findByRole('heading', { name: 'الكاميرات' })).toBeTruthy();
    expect(document.documentElement.dir).toBe('rtl');
    expect(await screen.findByText('البوابة')).toBeTruthy();
    expect(screen.getByText('Gate 2')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'English' }));

    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
  });
});
