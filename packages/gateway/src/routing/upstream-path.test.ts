import { describe, expect, it } from 'vitest';
import { joinUpstreamPath } from './upstream-path.ts';

/** service path, route path, request path → kept, stripped. What Kong does with `path_handling: v0`. */
const table: [service: string, route: string, request: string, kept: string, stripped: string][] = [
  ['/', '/', '/', '/', '/'],
  ['/', '/', '/route', '/route', '/route'],
  ['/', '/', '/route/', '/route/', '/route/'],
  ['/', '/', '/route/req', '/route/req', '/route/req'],
  ['/', '/route', '/route', '/route', '/'],
  ['/', '/route', '/route/', '/route/', '/'],
  ['/', '/route', '/routereq', '/routereq', '/req'],
  ['/', '/route/', '/route/', '/route/', '/'],
  ['/', '/route/', '/route/req', '/route/req', '/req'],
  ['/srv', '/rou', '/roureq', '/srv/roureq', '/srv/req'],
  ['/srv/', '/rou', '/rou', '/srv/rou', '/srv'],
  ['/service', '/', '/', '/service', '/service'],
  ['/service', '/', '/route', '/service/route', '/service/route'],
  ['/service', '/', '/route/', '/service/route/', '/service/route/'],
  ['/service', '/route', '/route', '/service/route', '/service'],
  ['/service', '/route', '/route/', '/service/route/', '/service/'],
  ['/service', '/route', '/routereq', '/service/routereq', '/service/req'],
  ['/service', '/route/', '/route/', '/service/route/', '/service/'],
  ['/service', '/route/', '/route/req', '/service/route/req', '/service/req'],
  ['/service/', '/', '/', '/service/', '/service/'],
  ['/service/', '/', '/route', '/service/route', '/service/route'],
  ['/service/', '/', '/route/', '/service/route/', '/service/route/'],
  ['/service/', '/route', '/route', '/service/route', '/service'],
  ['/service/', '/route', '/route/', '/service/route/', '/service/'],
  ['/service/', '/route', '/routereq', '/service/routereq', '/service/req'],
  ['/service/', '/route/', '/route/', '/service/route/', '/service/'],
  ['/service/', '/route/', '/route/req', '/service/route/req', '/service/req'],
];

describe('the path a service is asked for', () => {
  it.each(table)(
    'joins %s with %s for %s to %s, or %s when stripped',
    (servicePath, route, requestPath, ...expected) => {
      const joined = [false, true].map((stripPath) =>
        joinUpstreamPath({ servicePath, requestPath, matchedLength: route.length, stripPath }),
      );

      expect(joined).toEqual(expected);
    },
  );
});
