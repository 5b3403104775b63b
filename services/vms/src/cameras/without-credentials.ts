/** An address without the account that may stand in it (`rtsp://user:password@host/…`), which is nobody's business here. */
export const withoutCredentials = (url: string): string =>
  url.replace(/^([a-z][\w+.-]*:\/\/)[^/?#]*@/i, '$1');
