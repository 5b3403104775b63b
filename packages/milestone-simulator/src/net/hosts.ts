import { isIPv4, isIPv6 } from 'node:net';

/** Whether a listening address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** Where clients of this machine come that listens on a host: the wildcards are no address to dial. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/** A host as it is written in a URL. */
export const inUrl = (host: string): string => (isIPv6(host) ? `[${host}]` : host);
