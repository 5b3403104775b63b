import { Route, Service } from '@playhead/kong-admin-client';
import { describe, expect, it } from 'vitest';
import { Router } from './router.ts';

type Condition = Partial<Pick<Route, 'paths' | 'methods' | 'hosts' | 'regex_priority'>>;

/** Which of the routes, by index, takes the request. */
function taken(conditions: Condition[], target: string, host = 'vms.example') {
  const routes = conditions.map((condition, index) =>
    Route.parse({ name: `route-${index}`, paths: ['/'], ...condition }),
  );
  const service = Service.parse({ name: 'service', url: 'http://service', routes });
  const [method = '', path = ''] = target.split(' ');
  const name = new Router({ services: [service] }).match({ method, host, path })?.route.name;
  return name === undefined ? undefined : Number(name.replace('route-', ''));
}

describe('finding the route of a request', () => {
  it.each<[promise: string, conditions: Condition[], target: string, expected: number | undefined]>([
    ['takes a path by its prefix', [{ paths: ['/api'] }], 'GET /api/v1', 0],
    ['takes a prefix in the middle of a segment, as Kong does', [{ paths: ['/ws'] }], 'GET /wsx', 0],
    ['takes the longer of two prefixes', [{ paths: ['/api'] }, { paths: ['/api/v1'] }], 'GET /api/v1/x', 1],
    [
      'takes an expression before a longer prefix',
      [{ paths: ['/api/v1'] }, { paths: ['~/api'] }],
      'GET /api/v1',
      1,
    ],
    ['anchors an expression at its start', [{ paths: ['~/v1'] }], 'GET /api/v1', undefined],
    ['leaves the end of an expression open', [{ paths: ['~/api/[^/]+'] }], 'GET /api/v1/cameras', 0],
    ['ends an expression where it says so', [{ paths: ['~/api/[^/]+$'] }], 'GET /api/v1/cameras', undefined],
    ['keeps the case of a path', [{ paths: ['/api'] }], 'GET /API', undefined],
    ['tries each path of a route', [{ paths: ['/a', '/b'] }], 'GET /b', 0],
    [
      'ranks each path of a route by itself',
      [{ paths: ['/a', '/b/c/d'] }, { paths: ['/b'] }],
      'GET /b/c/d',
      0,
    ],
    ['passes over a route of another method', [{ methods: ['POST'] }, {}], 'GET /', 1],
    [
      'takes a route with a method before one without',
      [{ paths: ['/api'] }, { methods: ['GET'] }],
      'GET /api',
      1,
    ],
    ['has no route for a method that none allows', [{ methods: ['POST', 'PUT'] }], 'GET /', undefined],
    ['does not take HEAD for GET', [{ methods: ['GET'] }], 'HEAD /', undefined],
    [
      'takes the expression of higher priority',
      [{ paths: ['~/a.*'] }, { paths: ['~/a'], regex_priority: 5 }],
      'GET /ab',
      1,
    ],
    ['takes the first in the file of two equals', [{ paths: ['~/a'] }, { paths: ['~/.'] }], 'GET /a', 0],
    ['takes a route of the host', [{}, { hosts: ['vms.example'] }], 'GET /', 1],
    ['passes over a route of another host', [{ hosts: ['other.example'] }, {}], 'GET /', 1],
    ['takes a host by its wildcard', [{ hosts: ['*.example'] }], 'GET /', 0],
    ['takes a host by a wildcard at its end', [{ hosts: ['vms.*'] }], 'GET /', 0],
    [
      'takes an exact host before a wildcard',
      [{ hosts: ['*.example'] }, { hosts: ['vms.example'] }],
      'GET /',
      1,
    ],
    [
      'takes a condition more before a longer path',
      [{ paths: ['/api'] }, { hosts: ['*.example'] }],
      'GET /api',
      1,
    ],
  ])('%s', (_promise, conditions, target, expected) => {
    expect(taken(conditions, target)).toBe(expected);
  });

  it('says how much of the path the route took', () => {
    const service = Service.parse({
      name: 'service',
      url: 'http://service',
      routes: [{ name: 'cameras', paths: ['~/api/[^/]+'] }],
    });
    const router = new Router({ services: [service] });

    expect(router.match({ method: 'GET', host: '', path: '/api/cameras/7' })?.matchedLength).toBe(12);
  });
});
