const KEY = 'playhead.refresh-token';

/**
 * Where the refresh token waits. All tabs share it, so that a copied link opens signed in, a duplicated tab never comes
 * with a token that was used long ago, and signing out in one signs out in all. A script injected into the page could
 * read it, as it could any place that a page reads; the page therefore loads no foreign scripts, and the token is good
 * once. The access token is never stored.
 */
export const refreshTokenStore = {
  read: (): string | null => localStorage.getItem(KEY),
  write: (token: string): void => localStorage.setItem(KEY, token),
  clear: (): void => localStorage.removeItem(KEY),
  /** Tells of what another tab does: signs in or renews (a token), or signs out (null). */
  onOtherTab: (listener: (token: string | null) => void): void =>
    addEventListener('storage', ({ key, newValue }) => {
      if (key === KEY || key === null) listener(key === null ? null : newValue);
    }),
};
