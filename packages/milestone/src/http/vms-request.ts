import type { Dispatcher } from 'undici';
import type { PoolName } from './connections.ts';
import { ACCEPTED_ENCODINGS } from './content-encoding.ts';

export interface VmsRequest {
  method: 'GET' | 'POST';
  /** Behind the base URL; path and query already encoded. */
  path: string;
  pool: PoolName;
  token?: string | undefined;
  /** Sent as JSON. */
  body?: Record<string, unknown>;
  /** Sent as it is, instead of a body. */
  text?: { contentType: string; content: string };
  headers?: Record<string, string>;
}

interface Surroundings {
  /** The base URL's own path, which goes before every other. */
  root: string;
  requestId: string | undefined;
  /** Instead of the token. */
  authorization?: string;
}

/** A request as it goes over the wire. */
export function writtenRequest(
  { method, path, pool, token, body, text, headers = {} }: VmsRequest,
  { root, requestId, authorization = token === undefined ? undefined : `Bearer ${token}` }: Surroundings,
): Dispatcher.DispatchOptions {
  const contentType = text?.contentType ?? (body === undefined ? undefined : 'application/json');
  return {
    method,
    path: root + path,
    // A connection that is kept is told so, and the others that this is all.
    reset: pool !== 'read',
    body: text?.content ?? (body === undefined ? null : JSON.stringify(body)),
    headers: {
      accept: '*/*',
      'user-agent': 'playhead',
      'accept-encoding': pool === 'video' ? 'identity' : ACCEPTED_ENCODINGS,
      ...(contentType !== undefined && { 'content-type': contentType }),
      ...(authorization !== undefined && { authorization }),
      ...(requestId !== undefined && { 'x-request-id': requestId }),
      ...headers,
    },
  };
}
