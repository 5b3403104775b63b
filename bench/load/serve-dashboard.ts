import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const bare = '<!doctype html><html lang="en"><title>Bare</title><h1>Bare page</h1>';

/** What the API would answer, at once: what is measured is the page, not a server's work. */
const camera = (index: number) => ({
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  name: `Gate ${index}`,
  nameAr: null,
  source: 'METRO',
  milestoneDeviceId: `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`,
  recordingServer: 'Recording Server 1',
  rtspUrl: 'rtsp://vms/1',
  ptzEnabled: false,
  status: index % 10 === 0 ? 'OFFLINE' : 'ONLINE',
  lastOnlineAt: null,
  location: null,
  lastMilestoneSync: null,
  createdAt: '2026-03-01T12:00:00Z',
  updatedAt: '2026-03-01T12:00:00Z',
});

const cameras = Array.from({ length: 500 }, (_, index) => camera(index + 1));

const answers: readonly (readonly [RegExp, unknown])[] = [
  [/\/auth\/refresh$/, { accessToken: 'a', refreshToken: 'r', expiresIn: 3600 }],
  [/\/auth\/me$/, { id: camera(1).id, username: 'bench', displayName: 'Bench', role: 'operator' }],
  [/\/site$/, {}],
  [/\/cameras$/, { cameras, total: cameras.length }],
  [/\/milestone\/status$/, { reachable: true, since: '2026-03-01T12:00:00Z', lastContactAt: null }],
  [/\/milestone\/sync$/, { syncs: [], total: 0 }],
  [/\/recordings\/active$/, { recordings: [], total: 0 }],
];

type Answer = { readonly status: number; readonly type: string; readonly body: Buffer };

const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json',
  body: Buffer.from(JSON.stringify(body)),
});

async function answerTo(pathname: string, folder: string): Promise<Answer> {
  if (pathname === '/bare.html') return { status: 200, type: 'text/html', body: Buffer.from(bare) };
  if (pathname.startsWith('/api/')) {
    const found = answers.find(([pattern]) => pattern.test(pathname));
    return found ? json(200, found[1]) : json(404, {});
  }
  const file = extname(pathname) === '' ? '/index.html' : normalize(pathname);
  const body = await readFile(join(folder, file));
  return { status: 200, type: types[extname(file)] ?? 'application/octet-stream', body };
}

/** The built dashboard on a free port of loopback, gzipped as a gateway does, with an API that answers at once. */
export async function serveDashboard(folder: string) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    answerTo(pathname, folder).then(
      ({ status, type, body }) => {
        const packed = !type.startsWith('font/');
        const headers = { 'content-type': type, ...(packed && { 'content-encoding': 'gzip' }) };
        response.writeHead(status, headers).end(packed ? gzipSync(body) : body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
