import type { IncomingMessage } from 'node:http';

/** The host name of the address that a browser has in its address bar, as the gateway or Kong tells it. */
function hostOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const told = headers['x-forwarded-host'] ?? headers.host;
  return hostnameIn(`http://${Array.isArray(told) ? told[0] : told}`);
}

function hostnameIn(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}

/**
 * Whether an upgrade comes from a page of our own, or from no page at all: a browser always sends `Origin`, and no page
 * can change it or `X-Forwarded-Host`. Ports are not compared, since Kong does not tell them in that header.
 */
export function isFromOurPage(request: Pick<IncomingMessage, 'headers'>): boolean {
  const { origin } = request.headers;
  return origin === undefined || (hostnameIn(origin) ?? 'none') === hostOf(request);
}
