import { cleanup } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { setConnection } from '../api/connection.store.ts';
import { refreshTokenStore } from '../api/refresh-token.ts';
import { signOut, useSession } from '../api/session.ts';
import { english, useLanguage } from '../i18n/language.ts';
import { setGoingTo, setPlayhead } from '../playback/playhead.store.ts';
import { toasts } from '../ui/toasts.ts';
import { restartGrants, server } from './server.ts';

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
  useLanguage.setState(english, true);
  setPlayhead(undefined);
  setGoingTo(undefined);
  server.resetHandlers();
  await signOut();
});

afterAll(() => server.close());
