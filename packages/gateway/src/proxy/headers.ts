import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Call } from '../plugins/plugin.ts';

/** Headers for one connection only (RFC 9110 §7.6.1); Expect is answered by the gateway itself. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
];

/** Headers that say who the caller is: only the gateway may set them. */
const ownedByGateway = [
  'x-consumer-id',
  'x-consumer-custom-id',
  'x-consumer-username',
  'x-credential-identifier',
  'x-anonymous-consumer',
  'x-forwarded-prefix',
];

/** `Connection` may name further headers to drop, but never those that frame a message or say whom it is for. */
const kept = new Set(['content-length', 'transfer-encoding', 'host']);

function dropHopByHop(headers: IncomingHttpHeaders) {
  const named = headers.connection?.split(',').map((name) => name.trim().toLowerCase()) ?? [];
  for (const name of [...named, ...hopByHop]) {
    if (!kept.has(name)) delete headers[name];
  }
}

/** Turns the client's headers into those for the service, in place, forwarding headers like Kong's. */
export function prepareForService(
  request: IncomingMessage,
  call: Call,
  path: string,
  strippedPrefix?: string,
) {
  const { headers } = request;
  const upgrade = headers.upgrade;
  dropHopByHop(headers);
  for (const name of ownedByGateway) delete headers[name];
  if (upgrade !== undefined) Object.assign(headers, { connection: 'Upgrade', upgrade });
  const chain = headers['x-forwarded-for'];
  Object.assign(headers, call.toService, {
    'x-real-ip': call.clientAddress,
    'x-forwarded-for': chain === undefined ? call.clientAddress : `${String(chain)}, ${call.clientAddress}`,
    'x-forwarded-proto': 'http',
    'x-forwarded-host': hostOf(headers.host),
    'x-forwarded-port': String(request.socket.localPort ?? 80),
    'x-forwarded-path': path,
    ...(strippedPrefix !== undefined && { 'x-forwarded-prefix': strippedPrefix }),
  });
}

/** The name in a Host header, without port, in small letters. */
export function hostOf(host = '') {
  return host.replace(/:\d+$/, '').toLowerCase();
}

/** Turns the service's headers into those for the client, in place. */
export function prepareForClient(headers: IncomingHttpHeaders, toClient: OutgoingHttpHeaders) {
  dropHopByHop(headers);
  const vary = [headers.vary, toClient.vary].filter((value) => value !== undefined).join(', ');
  Object.assign(headers, toClient, vary !== '' && { vary });
}
