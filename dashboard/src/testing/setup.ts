import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { setConnection } from '../api/connection.store.ts';
import { refreshTokenStore } from '../api/refresh-token.ts';
import { signOut, useSession } from '../api/session.ts';
import { chooseDigits, english, useLanguage } from '../i18n/language.ts';
import { setGoingTo, setPlayhead } from '../playback/playhead.store.ts';
import { toasts } from '../ui/toasts.ts';
import { restartGrants, server } from './server.ts';

/** Nothing is laid out here: what scrolls is taken to be as large as a screen, so that virtual lists draw their rows. */
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, get: () => 900 },
  clientWidth: { configurable: true, get: () => 1440 },
});

/** What is awaited comes when the machine has time for it: a busy one fails no test. */
configure({ asyncUtilTimeout: 8_000 });

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));

beforeEach(() => {
  restartGrants();
  refreshTokenStore.write('refresh-0');
  useSession.setState({ status: 'signed-in' }, true);
  setConnection('live');
  history.replaceState(null, '', '/');
});

afterEach(async () => {
  vi.useRealTimers();
  cleanup();
  toasts.close();
  chooseDigits('latn');
  useLanguage.setState(english, true);
  setPlayhead(undefined);
  setGoingTo(undefined);
  server.resetHandlers();
  await signOut();
});

afterAll(() => server.close());
