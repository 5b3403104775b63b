import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KongConfig, loadKongConfig } from '@playhead/kong-admin-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { Router } from './routing/router.ts';
import { givenIssuer } from './testing/given.ts';

const file = join(import.meta.dirname, '../../../config/kong/kong.yml');
let config: KongConfig;
let router: Router;

beforeAll(async () => {
  config = loadKongConfig(readFileSync(file, 'utf8'), {
    PLAYHEAD_JWT_PUBLIC_KEY: (await givenIssuer()).pem,
    PLAYHEAD_ALLOWED_ORIGINS: 'http://localhost:8000',
  });
  router = new Router(config);
});

const CAMERA = '/api/v1/cameras/a1b2c3d4-e5f6-7890-abcd-ef1234567890';

/** request → route and service, and whether it asks for a token */
const table: [request: string, route: string, service: string, token: 'token' | 'open'][] = [
  ['POST /api/v1/auth/login', 'sign-in', 'console', 'open'],
  ['POST /api/v1/auth/refresh', 'sign-in-upkeep', 'console', 'open'],
  ['POST /api/v1/auth/logout', 'sign-in-upkeep', 'console', 'open'],
  ['GET /api/v1/auth/me', 'who-am-i', 'console', 'token'],
  ['GET /api/v1/site', 'site', 'console', 'token'],
  ['GET /api/v1/users', 'users', 'console', 'token'],
  ['POST /api/v1/users', 'users', 'console', 'token'],
  ['GET /api/v1/users/7', 'user', 'console', 'token'],
  ['PATCH /api/v1/users/7', 'user', 'console', 'token'],
  ['DELETE /api/v1/users/7', 'user', 'console', 'token'],
  ['GET /api/v1/users/7/cameras', 'user-cameras', 'console', 'token'],
  ['PUT /api/v1/users/7/cameras', 'user-cameras', 'console', 'token'],
  ['GET /api/v1/audit', 'audit-trail', 'console', 'token'],
  ['GET /ws', 'live-events', 'console', 'open'],
  ['GET /api/v1/openapi/console.json', 'console-openapi', 'console', 'open'],

  ['GET /api/v1/milestone/cameras', 'milestone-cameras', 'vms', 'token'],
  ['POST /api/v1/milestone/sync-all', 'sync-all-cameras', 'vms', 'token'],
  ['GET /api/v1/milestone/sync', 'vms-state', 'vms', 'token'],
  [`GET /api/v1/milestone/sync/${CAMERA.slice(-36)}`, 'vms-state', 'vms', 'token'],
  ['GET /api/v1/milestone/status', 'vms-state', 'vms', 'token'],
  ['POST /api/v1/cameras/import', 'import-camera', 'vms', 'token'],
  ['POST /api/v1/cameras/import/batch', 'import-cameras', 'vms', 'token'],
  ['GET /api/v1/cameras', 'cameras', 'vms', 'token'],
  [`GET ${CAMERA}`, 'camera', 'vms', 'token'],
  [`PATCH ${CAMERA}`, 'camera', 'vms', 'token'],
  [`DELETE ${CAMERA}`, 'camera', 'vms', 'token'],
  [`PUT ${CAMERA}/sync`, 'sync-camera', 'vms', 'token'],
  [`POST ${CAMERA}/health-check`, 'check-camera', 'vms', 'token'],
  ['GET /api/v1/openapi/vms.json', 'vms-openapi', 'vms', 'open'],

  [`POST ${CAMERA}/recordings/start`, 'control-recording', 'recording', 'token'],
  [`POST ${CAMERA}/recordings/stop`, 'control-recording', 'recording', 'token'],
  [`POST ${CAMERA}/recordings/extend`, 'control-recording', 'recording', 'token'],
  ['POST /api/v1/recordings/start', 'start-several-recordings', 'recording', 'token'],
  [`GET ${CAMERA}/recordings`, 'recordings', 'recording', 'token'],
  [`GET ${CAMERA}/recordings/status`, 'recording-status', 'recording', 'token'],
  ['GET /api/v1/recordings', 'recordings', 'recording', 'token'],
  ['GET /api/v1/recordings/active', 'recordings', 'recording', 'token'],
  ['GET /api/v1/openapi/recording.json', 'recording-openapi', 'recording', 'open'],

  [`POST ${CAMERA}/recordings/query`, 'query-recordings', 'playback', 'token'],
  ['POST /api/v1/recordings/query', 'query-several-cameras', 'playback', 'token'],
  ['POST /api/v1/recordings/timeline', 'query-several-cameras', 'playback', 'token'],
  [`GET ${CAMERA}/recordings/sequences`, 'footage', 'playback', 'token'],
  [`GET ${CAMERA}/recordings/timeline`, 'footage', 'playback', 'token'],
  [`GET ${CAMERA}/bookmarks`, 'bookmarks', 'playback', 'token'],
  [`POST ${CAMERA}/bookmarks`, 'bookmarks', 'playback', 'token'],
  [`PATCH ${CAMERA}/bookmarks/7`, 'bookmark', 'playback', 'token'],
  [`DELETE ${CAMERA}/bookmarks/7`, 'bookmark', 'playback', 'token'],
  [`GET ${CAMERA}/bookmarks/marks`, 'find-bookmarks', 'playback', 'token'],
  [`GET ${CAMERA}/bookmarks/nearest`, 'find-bookmarks', 'playback', 'token'],
  ['GET /api/v1/bookmarks', 'find-bookmarks', 'playback', 'token'],
  [`GET ${CAMERA}/playback/stream`, 'playback-stream', 'playback', 'token'],
  [`GET ${CAMERA}/playback/snapshot`, 'playback-stream', 'playback', 'token'],
  [`GET ${CAMERA}/playback/frames`, 'playback-stream', 'playback', 'token'],
  [`GET ${CAMERA}/playback/thumbnails`, 'playback-stream', 'playback', 'token'],
  [`GET ${CAMERA}/playback/thumbnails/2026-03-01T12:00:00.000Z`, 'playback-stream', 'playback', 'token'],
  [`POST ${CAMERA}/playback/control`, 'playback-control', 'playback', 'token'],
  [`GET ${CAMERA}/playback/control`, 'playback-control', 'playback', 'token'],
  ['GET /api/v1/playback/ws', 'playback-sessions', 'playback', 'open'],
  ['GET /api/v1/playback/streams/s-1/segments/0.ts', 'playback-segments', 'playback', 'open'],
  ['HEAD /api/v1/playback/streams/s-1/segments/0.ts', 'playback-segments', 'playback', 'open'],
  [`POST ${CAMERA}/exports`, 'begin-export', 'playback', 'token'],
  ['GET /api/v1/exports', 'exports', 'playback', 'token'],
  ['GET /api/v1/exports/e-1', 'export', 'playback', 'token'],
  ['DELETE /api/v1/exports/e-1', 'export', 'playback', 'token'],
  ['POST /api/v1/exports/e-1/retry', 'retry-export', 'playback', 'token'],
  ['GET /api/v1/exports/e-1/file', 'export-file', 'playback', 'open'],
  ['HEAD /api/v1/exports/e-1/file', 'export-file', 'playback', 'open'],
  ['GET /api/v1/openapi/playback.json', 'playback-openapi', 'playback', 'open'],

  ['GET /', 'dashboard', 'dashboard', 'open'],
  ['GET /assets/app.js', 'dashboard', 'dashboard', 'open'],
  ['GET /cameras/7/playback', 'dashboard', 'dashboard', 'open'],
  ['GET /wsx', 'dashboard', 'dashboard', 'open'],
  ['OPTIONS /api/v1/cameras', 'no-such-api', 'dashboard', 'open'],
  ['POST /api/v1/cameras', 'no-such-api', 'dashboard', 'open'],
  ['GET /api/v1/cameras/', 'no-such-api', 'dashboard', 'open'],
  ['PUT /api/v1/users/7', 'no-such-api', 'dashboard', 'open'],
  ['DELETE /api/v1/audit', 'no-such-api', 'dashboard', 'open'],
  ['GET /api/v1/auth/login', 'no-such-api', 'dashboard', 'open'],
  ['GET /api/v1/recordings/timeline', 'no-such-api', 'dashboard', 'open'],
  [`GET ${CAMERA}/recordings/start`, 'no-such-api', 'dashboard', 'open'],
  ['GET /api/v1/openapi/consoleXjson', 'no-such-api', 'dashboard', 'open'],
];

const find = (request: string) => {
  const [method = '', path = ''] = request.split(' ');
  return router.match({ method, host: 'localhost', path });
};

describe('the routing table of Playhead', () => {
  it.each(table)('leads %s to %s of %s (%s)', (request, route, service, token) => {
    const match = find(request);

    expect([match?.route.name, match?.service.name]).toEqual([route, service]);
    const guards = [match?.route.plugins, match?.service.plugins, config.plugins].flat();
    expect(guards.some((plugin) => plugin?.name === 'jwt')).toBe(token === 'token');
  });

  it('has no route that no request of this test reaches', () => {
    const reached = new Set(table.map(([request]) => find(request)?.route.name));

    const routes = config.services.flatMap((service) => service.routes.map(({ name }) => name));
    expect(routes.filter((name) => !reached.has(name))).toEqual([]);
  });

  it('names the services of the design at their ports', () => {
    const ports = config.services.map(({ name, host, port }) => [name, host, port]);

    expect(ports).toEqual([
      ['console', 'console', 8080],
      ['vms', 'vms', 8081],
      ['recording', 'recording', 8083],
      ['playback', 'playback', 8084],
      ['dashboard', 'dashboard', 8000],
    ]);
  });

  it('passes every path on unchanged', () => {
    const routes = config.services.flatMap((service) => service.routes);

    expect(routes.filter((route) => route.strip_path)).toEqual([]);
    expect(config.services.filter(({ path }) => path !== '/')).toEqual([]);
  });

  it('limits every route but those of the dashboard', () => {
    const unlimited = config.services.flatMap((service) =>
      service.routes
        .filter(
          ({ plugins }) => ![...plugins, ...service.plugins].some(({ name }) => name === 'rate-limiting'),
        )
        .map(() => service.name),
    );

    expect(new Set(unlimited)).toEqual(new Set(['dashboard']));
  });
});
