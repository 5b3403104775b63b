import { describe, expect, it } from 'vitest';
import { KongConfigError } from './errors.ts';
import { loadKongConfig } from './load.ts';

/** A table with one service and one route, and these parts in it. */
const tableOf = ({ service = {}, route = {}, plugin = {}, top = {} }: Record<string, object>) =>
  JSON.stringify({
    _format_version: '3.0',
    services: [
      {
        name: 'vms',
        url: 'http://vms:8081',
        routes: [
          { name: 'cameras', paths: ['/cameras'], plugins: 'name' in plugin ? [plugin] : [], ...route },
        ],
        ...service,
      },
    ],
    ...top,
  });

const load = (parts: Record<string, object>) => loadKongConfig(tableOf(parts), {});

const limit = { name: 'rate-limiting', config: { minute: 5, policy: 'local', limit_by: 'ip' } };

describe('reading a routing table', () => {
  it('fills in what Kong would', () => {
    expect(load({}).services[0]).toMatchObject({
      protocol: 'http',
      host: 'vms',
      port: 8081,
      path: '/',
      retries: 5,
      connect_timeout: 60_000,
      read_timeout: 60_000,
      write_timeout: 60_000,
      routes: [
        {
          strip_path: true,
          preserve_host: false,
          regex_priority: 0,
          path_handling: 'v0',
          protocols: ['http', 'https'],
        },
      ],
    });
  });

  it.each([
    ['http://vms', 'http', 'vms', 80, '/'],
    ['https://vms/inner/', 'https', 'vms', 443, '/inner/'],
    ['http://vms:81/inner', 'http', 'vms', 81, '/inner'],
  ])('takes the address %s apart', (url, protocol, host, port, path) => {
    expect(load({ service: { url } }).services[0]).toMatchObject({ protocol, host, port, path });
  });

  it('knows a block by its alias', () => {
    const text = `
_format_version: "3.0"
services:
  - name: vms
    url: http://vms
    plugins: [&limit { name: rate-limiting, config: { minute: 5, policy: local, limit_by: ip } }]
  - { name: recording, url: "http://recording", plugins: [*limit] }
`;

    const limits = loadKongConfig(text, {}).services.map(({ plugins }) => plugins[0]?.config);
    expect(limits[0]).toMatchObject({ minute: 5 });
    expect(limits[1]).toEqual(limits[0]);
  });

  it.each<[string, Record<string, object>, string]>([
    ['an unknown field of the file', { top: { certificates: [] } }, 'file: '],
    ['an unknown field of a service', { service: { tls_verify: true } }, 'services[0]: '],
    ['an unknown field of a route', { route: { snis: ['x'] } }, 'services[0].routes[0]: '],
    [
      'an unknown plugin',
      { plugin: { name: 'oauth2', config: {} } },
      'services[0].routes[0].plugins[0].name: ',
    ],
    [
      'an unknown field of a plugin',
      { plugin: { name: 'rate-limiting', config: { ...limit.config, redis: {} } } },
      'services[0].routes[0].plugins[0].config: ',
    ],
    [
      'a policy that only Kong has',
      { plugin: { name: 'rate-limiting', config: { ...limit.config, policy: 'redis' } } },
      'config.policy: ',
    ],
    [
      'a longer period that allows less',
      { plugin: { name: 'rate-limiting', config: { ...limit.config, hour: 4 } } },
      'config: a longer period',
    ],
    [
      'a limit of nothing',
      { plugin: { name: 'rate-limiting', config: { policy: 'local', limit_by: 'ip' } } },
      'one limit',
    ],
    [
      'the same plugin twice',
      { route: { plugins: [limit, limit] } },
      'routes[0].plugins: a plugin may stand here once',
    ],
    [
      'tokens from addresses',
      { plugin: { name: 'jwt', config: { claims_to_verify: ['exp'], uri_param_names: ['jwt'] } } },
      'config.uri_param_names[0]: ',
    ],
    [
      "Kong's own place for tokens in addresses",
      { plugin: { name: 'jwt', config: { claims_to_verify: ['exp'] } } },
      'uri_param_names: ',
    ],
    [
      'any origin',
      { plugin: { name: 'cors', config: { origins: ['*'], methods: ['GET'], headers: ['A'] } } },
      'config.origins[0]: ',
    ],
    [
      'no origin, which Kong takes for any',
      { plugin: { name: 'cors', config: { origins: [], methods: ['GET'], headers: ['A'] } } },
      'config.origins: ',
    ],
    [
      'an origin with a path',
      {
        plugin: {
          name: 'cors',
          config: { origins: ['https://a.example/'], methods: ['GET'], headers: ['A'] },
        },
      },
      'config.origins[0]: ',
    ],
    ['a path without its slash', { route: { paths: ['cameras'] } }, 'paths[0]: '],
    ['a path with dot segments', { route: { paths: ['/a/../b'] } }, 'paths[0]: '],
    ['an expression that does not compile', { route: { paths: ['~/a(b'] } }, 'paths[0]: '],
    ['an expression that Kong does not know', { route: { paths: ['~/a(?=b)'] } }, 'paths[0]: '],
    ['an expression that refers back', { route: { paths: ['~/(a)\\1'] } }, 'paths[0]: '],
    ['a route for TLS alone', { route: { protocols: ['https'] } }, 'routes[0].protocols: '],
    ['an address that is none', { service: { url: 'vms:8081' } }, 'services[0].url: '],
    ['an older format', { top: { _format_version: '2.1' } }, '_format_version: "3.0"'],
    [
      'two services of one name',
      { top: { services: ['a', 'a'].map((name) => ({ name, url: 'http://a' })) } },
      'two services',
    ],
    [
      'a secret for a public key',
      {
        top: {
          consumers: [
            { username: 'x', jwt_secrets: [{ key: 'x', algorithm: 'HS256', rsa_public_key: 'x' }] },
          ],
        },
      },
      'jwt_secrets[0].algorithm: ',
    ],
  ])('refuses %s and says where it stands', (_what, parts, place) => {
    expect(() => load(parts)).toThrow(KongConfigError);
    expect(() => load(parts)).toThrow(place);
  });

  it('tells every fault at once', () => {
    const message = /paths\[0\][\s\S]*url|url[\s\S]*paths\[0\]/;

    expect(() => load({ service: { url: 'vms' }, top: {}, route: { paths: ['x'] } })).toThrow(message);
  });

  it('says where YAML is broken', () => {
    expect(() => loadKongConfig('services: [', {})).toThrow(/not YAML: .* line 1/s);
  });
});
