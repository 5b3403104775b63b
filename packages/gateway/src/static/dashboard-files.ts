import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';
import { refuse } from '../answers/answer.ts';
import { send } from '../answers/send.ts';
import { securityHeaders } from './security-headers.ts';

/** Serves one file, or an error as problem+json. */
export type FileServer = (request: IncomingMessage, response: ServerResponse, requestId: string) => void;

/** Vite puts the content's hash into the names of these. */
const HASHED = /^\/assets\//;

/**
 * Serves the built dashboard. An address without a file behind it is one of the dashboard's own pages when a browser
 * navigates to it, and 404 for anything else. The directory is read once: only what is in it then is ever served.
 */
export function serveDashboard(directory: string): FileServer {
  const serveFile = sirv(directory, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders: (response, pathname) => {
      const cacheControl = HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache';
      response.setHeader('cache-control', cacheControl);
      response.setHeader('vary', 'Accept-Encoding, Origin');
      for (const [name, value] of securityHeaders) response.setHeader(name, value);
    },
  });
  return (request, response, requestId) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const headers = { allow: 'GET, HEAD' };
      const detail = 'The pages can only be read.';
      send(request, response, refuse({ code: 'method-not-allowed', detail, requestId, headers }));
      return;
    }
    const notFound = () => {
      const detail = 'There is no such file. Open Playhead from its first page.';
      send(request, response, refuse({ code: 'not-found', detail, requestId }));
    };
    serveFile(request, response, () => {
      if (!isNavigation(request)) return notFound();
      request.url = '/';
      serveFile(request, response, notFound);
    });
  };
}

/** What a browser asks for when a person opens an address: HTML, and no file by its name. */
function isNavigation({ headers, url = '/' }: IncomingMessage) {
  const [path = '/'] = url.split('?');
  return headers.accept?.includes('text/html') === true && !/\.\w+$/.test(path);
}
