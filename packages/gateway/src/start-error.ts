import type { GatewayOptions } from './start-gateway.ts';

/** What kept the gateway from listening, with the variable to change; undefined for what is no operator's fault. */
export function explainStartError(error: unknown, { host, port }: Pick<GatewayOptions, 'host' | 'port'>) {
  switch (error instanceof Error && 'code' in error && error.code) {
    case 'EADDRINUSE':
      return `port ${port} is taken by another program; set GATEWAY_PORT to a free one.`;
    case 'EACCES':
      return `port ${port} is not allowed for this user; set GATEWAY_PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address ${host}; change GATEWAY_HOST.`;
    default:
      return undefined;
  }
}
