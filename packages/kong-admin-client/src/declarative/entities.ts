import { z } from 'zod';
import { HostPattern, Method, Name, RoutePath, Tags, Timeout } from './atoms.ts';
import { Plugin } from './plugins.ts';

const Plugins = z
  .array(Plugin)
  .refine((plugins) => isUnique(plugins.map(({ name }) => name)), 'a plugin may stand here once')
  .default([]);

export function isUnique(values: string[]) {
  return new Set(values).size === values.length;
}

export const Route = z.strictObject({
  name: Name,
  paths: z.array(RoutePath).min(1),
  methods: z.array(Method).min(1).optional(),
  hosts: z.array(HostPattern).min(1).optional(),
  protocols: z
    .array(z.enum(['http', 'https']))
    .refine((protocols) => protocols.includes('http'), 'http: TLS ends in front of the embedded gateway')
    .default(['http', 'https']),
  strip_path: z.boolean().default(true),
  preserve_host: z.boolean().default(false),
  regex_priority: z.number().int().min(0).default(0),
  path_handling: z.literal('v0').default('v0'),
  request_buffering: z.boolean().default(true),
  response_buffering: z.boolean().default(true),
  tags: Tags.optional(),
  plugins: Plugins,
});
export type Route = z.infer<typeof Route>;

const serviceOptions = {
  name: Name,
  retries: z.number().int().min(0).max(32_767).default(5),
  connect_timeout: Timeout.default(60_000),
  write_timeout: Timeout.default(60_000),
  read_timeout: Timeout.default(60_000),
  tags: Tags.optional(),
  routes: z.array(Route).default([]),
  plugins: Plugins,
};

/** `url` is Kong's shorthand; it becomes protocol, host, port and path. */
export const Service = z
  .strictObject({
    ...serviceOptions,
    url: z.url({ protocol: /^https?$/, error: 'an http:// or https:// address' }),
  })
  .transform(({ url, ...service }) => ({ ...service, ...addressOf(new URL(url)) }));
export type Service = z.infer<typeof Service>;

function addressOf({ protocol, hostname, port, pathname }: URL) {
  const secure = protocol === 'https:';
  return {
    protocol: secure ? ('https' as const) : ('http' as const),
    host: hostname,
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    path: pathname,
  };
}

/** What a token of one issuer (`key`) is checked with. */
export const JwtSecret = z.strictObject({
  key: z.string().min(1),
  algorithm: z.enum(['ES256', 'ES384', 'RS256', 'EdDSA']),
  rsa_public_key: z.string().regex(/^-----BEGIN PUBLIC KEY-----\n[\s\S]+-----END PUBLIC KEY-----\s*$/, {
    error: 'a public key in PEM (SPKI)',
  }),
});
export type JwtSecret = z.infer<typeof JwtSecret>;

export const Consumer = z.strictObject({
  username: Name,
  tags: Tags.optional(),
  jwt_secrets: z.array(JwtSecret).default([]),
});
export type Consumer = z.infer<typeof Consumer>;

export const KongConfig = z
  .strictObject({
    _format_version: z.literal('3.0', { error: '"3.0", in quotes' }),
    services: z.array(Service).min(1),
    consumers: z.array(Consumer).default([]),
    plugins: Plugins,
  })
  .refine(({ services }) => isUnique(services.map(({ name }) => name)), 'two services have the same name')
  .refine(
    ({ services }) => isUnique(services.flatMap(({ routes }) => routes.map(({ name }) => name))),
    'two routes have the same name',
  )
  .refine(
    ({ consumers }) => isUnique(consumers.flatMap(({ jwt_secrets }) => jwt_secrets.map(({ key }) => key))),
    'two consumers share a jwt key',
  );
export type KongConfig = z.infer<typeof KongConfig>;
