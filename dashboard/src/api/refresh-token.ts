const KEY = 'playhead.refresh-token';

/**
 * Where the refresh token waits. `sessionStorage` survives a reload, ends with the tab and is not shared by tabs, so
 * that two tabs never spend one another's single-use token. A script injected into the page could read it; the page
 * therefore loads no foreign scripts, and the token dies with its first use elsewhere. The access token is never stored.
 */
export const refreshTokenStore = {
  read: (): string | null => sessionStorage.getItem(KEY),
  write: (token: string): void => sessionStorage.setItem(KEY, token),
  clear: (): void => sessionStorage.removeItem(KEY),
};
