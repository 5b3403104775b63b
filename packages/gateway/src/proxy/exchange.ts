import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Call } from '../plugins/plugin.ts';
import type { RequestPath } from '../routing/request-path.ts';
import type { Match } from '../routing/router.ts';

/** What is to be forwarded, and under which route. */
export interface Forwarding {
  match: Match;
  call: Call;
  address: RequestPath;
}

/** A forwarding under way. */
export interface Exchange extends Forwarding {
  retriesLeft: number;
  toService?: ClientRequest;
  /** Why the gateway itself gave up on the service: `silent` when that took the request and never answered. */
  gaveUp?: { why: string; silent: boolean };
}

export function openExchange(request: IncomingMessage, forwarding: Forwarding): Exchange {
  return { ...forwarding, retriesLeft: isRepeatable(request) ? forwarding.match.service.retries : 0 };
}

const isRepeatable = (request: IncomingMessage) =>
  (request.method === 'GET' || request.method === 'HEAD') && !hasBody(request);

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** A kept connection that the service had just closed: nothing was asked yet, so asking again is safe. */
export function takeRetry(exchange: Exchange, error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  const foundDead = exchange.toService?.reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE');
  if (!foundDead || exchange.gaveUp !== undefined || exchange.retriesLeft === 0) return false;
  exchange.retriesLeft -= 1;
  return true;
}
