import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuse } from './answers/answer.ts';
import { send } from './answers/send.ts';

/**
 * The gateway's own health, beside the routing table: `/gateway/health/live` while the process answers,
 * `/gateway/health/ready` while it takes new requests. Whether the services are well, they say themselves.
 *
 * @returns whether the request was one of these.
 */
export function answerHealth(request: IncomingMessage, response: ServerResponse, draining: boolean): boolean {
  const status = /^\/gateway\/health\/(live|ready)$/.exec(request.url ?? '')?.[1];
  if (status === undefined || request.method !== 'GET') return false;
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  if (status === 'ready' && draining) {
    const detail = 'The gateway is stopping.';
    send(request, response, refuse({ code: 'service-unavailable', detail, requestId: randomUUID() }));
  } else {
    send(request, response, { status: 200, headers, body: JSON.stringify({ status }) });
  }
  return true;
}
