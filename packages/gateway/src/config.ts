import { readFileSync } from 'node:fs';
import { KongConfigError, loadKongConfig } from '@playhead/kong-admin-client';
import { z } from 'zod';
import type { Address } from './proxy/upstream.ts';
import type { GatewayOptions } from './start-gateway.ts';

/** The environment does not fit; the message names every variable and what it accepts. */
export class GatewayConfigError extends Error {
  override name = 'GatewayConfigError';
}

const Upstream = z
  .string()
  .regex(/^[\w.~-]+=.+:\d{1,5}$/, 'service=host:port pairs, comma-separated, such as vms=127.0.0.1:8081')
  .transform((pair): [string, Address] => {
    const {
      name = '',
      host = '',
      port = '',
    } = /^(?<name>[^=]+)=(?<host>.+):(?<port>\d+)$/.exec(pair)?.groups ?? {};
    return [name, { host, port: Number(port) }];
  });

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const Environment = z.object({
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: z.coerce.number({ error: 'a port number' }).int().min(0).max(65_535).default(8000),
  /** The routing table. */
  KONG_CONFIG: z.string().default('config/kong/kong.yml'),
  GATEWAY_UPSTREAMS: z
    .string()
    .default('')
    .transform(list)
    .pipe(z.array(Upstream))
    .transform((pairs) => new Map(pairs)),
  DASHBOARD_DIRECTORY: z.string().optional(),
  AUTH_PUBLIC_KEY_FILE: z.string({
    error: 'the path of the public key (PEM, SPKI) that access tokens are checked with',
  }),
  /** Other addresses at which browsers open Playhead, comma-separated. */
  GATEWAY_ALLOWED_ORIGINS: z.string().optional(),
});

/**
 * Reads the environment, the routing table and the key.
 *
 * @throws GatewayConfigError naming what is wrong, and the variable to change.
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): GatewayOptions {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
    throw new GatewayConfigError(`The configuration is not valid.\n  ${lines.join('\n  ')}`);
  }
  const { GATEWAY_HOST: host, GATEWAY_PORT: port, DASHBOARD_DIRECTORY, ...rest } = parsed.data;
  const ownOrigins = `http://localhost:${port},http://127.0.0.1:${port}`;
  const config = readTable(rest.KONG_CONFIG, {
    PLAYHEAD_JWT_PUBLIC_KEY: readText('AUTH_PUBLIC_KEY_FILE', rest.AUTH_PUBLIC_KEY_FILE),
    PLAYHEAD_ALLOWED_ORIGINS: rest.GATEWAY_ALLOWED_ORIGINS ?? ownOrigins,
  });
  const names = new Set(config.services.map(({ name }) => name));
  const unknown = [...rest.GATEWAY_UPSTREAMS.keys()].filter((name) => !names.has(name));
  if (unknown.length > 0) {
    throw new GatewayConfigError(
      `GATEWAY_UPSTREAMS: the routing table has no service ${unknown.join(', ')}.`,
    );
  }
  return {
    host,
    port,
    config,
    upstreams: rest.GATEWAY_UPSTREAMS,
    ...(DASHBOARD_DIRECTORY !== undefined && { dashboardDirectory: DASHBOARD_DIRECTORY }),
  };
}

function readTable(path: string, values: Record<string, string>) {
  try {
    return loadKongConfig(readText('KONG_CONFIG', path), values);
  } catch (cause) {
    if (!(cause instanceof KongConfigError)) throw cause;
    throw new GatewayConfigError(`KONG_CONFIG: ${path}: ${cause.message}`, { cause });
  }
}

function readText(variable: string, path: string) {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new GatewayConfigError(`${variable}: ${path} can't be read.`, { cause });
  }
}
