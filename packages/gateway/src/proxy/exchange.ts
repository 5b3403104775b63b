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
  /** Whether the client wants this to be the last answer on its connection. */
  lastOnConnection: boolean;
  retriesLeft: number;
  toService?: ClientRequest;
}

/** Read before the headers are prepared for the service. */
export function openExchange(request: IncomingMessage, forwarding: Forwarding): Exchange {
  return {
    ...forwarding,
    lastOnConnection: wantsClose(request),
    retriesLeft: isRepeatable(request) ? forwarding.match.service.retries : 0,
  };
}

function wantsClose({ headers, httpVersion }: IncomingMessage) {
  const connection = headers.connection?.toLowerCase() ?? '';
  return httpVersion === '1.0' ? !connection.includes('keep-alive') : connection.includes('close');
}

const isRepeatable = (request: IncomingMessage) =>
  (request.method === 'GET' || request.method === 'HEAD') && !hasBody(request);

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
