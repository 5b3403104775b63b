import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { givenGateway, Started, toPort } from '../testing/given.ts';
import { rawRequest } from '../testing/raw-request.ts';

const started = new Started();
afterEach(() => started.endAll());

const PAGE = '<!doctype html><title>Playhead</title>';

/** A built dashboard, and beside it a file that is nobody's business, behind a gateway. */
async function givenDashboard() {
  const folder = await mkdtemp(join(tmpdir(), 'playhead-gateway-'));
  started.add(() => rm(folder, { recursive: true }));
  const directory = join(folder, 'dist');
  await mkdir(join(directory, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(directory, 'index.html'), PAGE);
  await writeFile(join(directory, 'favicon.svg'), '<svg/>');
  await writeFile(join(directory, '.env'), 'secret');
  await writeFile(join(directory, 'assets', 'app-1a2b3c.js'), 'plain();');
  await writeFile(join(directory, 'assets', 'app-1a2b3c.js.gz'), gzipSync('packed();'));
  const services = [toPort(1, { name: 'dashboard' })];
  return givenGateway(started, { services }, { dashboardDirectory: directory });
}

const html = { accept: 'text/html,application/xhtml+xml' };

describe('the dashboard', () => {
  it.each(['/', '/index.html', '/cameras/7/playback?t=1', '/recordings/'])(
    'answers a navigation to %s with its page',
    async (path) => {
      const { url } = await givenDashboard();

      const answer = await fetch(url + path, { headers: html });

      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/html;charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(await answer.text()).toBe(PAGE);
    },
  );

  it('sends its page with rules that let it play video and little else', async () => {
    const { url } = await givenDashboard();

    const { headers } = await fetch(url, { headers: html });

    const policy = headers.get('content-security-policy')?.split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy?.join()).not.toMatch(/unsafe-eval|script-src[^,]*unsafe/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  it('lets browsers keep what has its hash in its name, and ask again for the rest', async () => {
    const { url } = await givenDashboard();

    const asset = await fetch(`${url}/assets/app-1a2b3c.js`);
    const icon = await fetch(`${url}/favicon.svg`);
    const again = await fetch(`${url}/favicon.svg`, {
      headers: { 'if-none-match': icon.headers.get('etag') ?? '' },
    });

    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(icon.headers.get('cache-control')).toBe('no-cache');
    expect(again.status).toBe(304);
  });

  it('sends a packed file to who understands it', async () => {
    const { url } = await givenDashboard();

    const packed = await fetch(`${url}/assets/app-1a2b3c.js`, { headers: { 'accept-encoding': 'gzip' } });
    const plain = await fetch(`${url}/assets/app-1a2b3c.js`, { headers: { 'accept-encoding': 'identity' } });

    expect([await packed.text(), await plain.text()]).toEqual(['packed();', 'plain();']);
    expect(plain.headers.get('vary')).toContain('Accept-Encoding');
  });

  it.each([
    ['a file that is not there', '/assets/gone-4d5e6f.js', html],
    ['an address that no person opens', '/nowhere', { accept: 'application/json' }],
    ['a hidden file', '/.env', html],
  ])('answers 404 for %s', async (_what, path, headers) => {
    const { url } = await givenDashboard();

    const answer = await fetch(url + path, { headers });

    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'not-found' });
  });

  it('takes no uploads', async () => {
    const { url } = await givenDashboard();

    const answer = await fetch(url, { method: 'POST', body: 'x' });

    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%252e%252e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/secret.txt%00.html',
  ])('gives no file beside its own (%s)', async (path) => {
    const { port } = await givenDashboard();

    const answer = await rawRequest(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);

    expect(answer).toMatch(/^HTTP\/1.1 40[04] /);
    expect(answer).not.toContain('secret\r\n');
    expect(answer).not.toMatch(/\r\n\r\nsecret/);
  });
});
