import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KongConfigError, loadKongConfig } from '@playhead/kong-admin-client';
import { z } from 'zod';
import { DASHBOARD } from './gateway.ts';
import { parseUpstreams } from './proxy/upstream.ts';
import type { GatewayOptions } from './start-gateway.ts';

/** The environment does not fit; the message names every variable and what it accepts. */
export class GatewayConfigError extends Error {
  override name = 'GatewayConfigError';
}

type Environment = Record<string, string | undefined>;

const port = z.coerce.number({ error: 'a port number' }).int().min(0).max(65_535).default(8000);

const directory = z
  .string({ error: 'the folder of the built dashboard' })
  .refine((path) => existsSync(join(path, 'index.html')), {
    error: ({ input }) => `${String(input)} has no index.html; build the dashboard first (npm run build)`,
  });

const GatewayVariables = z.object({
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: port,
  /** The routing table. */
  KONG_CONFIG: z.string().default('config/kong/kong.yml'),
  /** Where services really listen. */
  GATEWAY_UPSTREAMS: z.string().default('').transform(parseUpstreams),
  /** The built dashboard, to be served in place of the `dashboard` service. */
  DASHBOARD_DIRECTORY: directory.optional(),
  AUTH_PUBLIC_KEY_FILE: z.string({
    error: 'the path of the public key (PEM) that access tokens are checked with',
  }),
  /** The addresses at which browsers open Playhead, comma-separated. */
  GATEWAY_ALLOWED_ORIGINS: z.string().optional(),
});

const FilesVariables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port,
  DASHBOARD_DIRECTORY: directory,
});

/** Reads what the program that serves nothing but the dashboard needs. @throws GatewayConfigError */
export function readFilesConfig(environment: Environment = process.env) {
  const { HOST, PORT, DASHBOARD_DIRECTORY } = parse(FilesVariables, environment);
  return { host: HOST, port: PORT, directory: DASHBOARD_DIRECTORY };
}

/**
 * Reads the environment, the routing table and the key.
 *
 * @throws GatewayConfigError naming what is wrong, and the variable to change.
 */
export function readConfig(environment: Environment = process.env): GatewayOptions {
  const variables = parse(GatewayVariables, environment);
  const { GATEWAY_HOST: host, GATEWAY_PORT: port, GATEWAY_UPSTREAMS: upstreams, ...rest } = variables;
  const config = readTable(rest.KONG_CONFIG, {
    PLAYHEAD_JWT_PUBLIC_KEY: readPublicKey(rest.AUTH_PUBLIC_KEY_FILE),
    PLAYHEAD_ALLOWED_ORIGINS:
      rest.GATEWAY_ALLOWED_ORIGINS ?? `http://localhost:${port},http://127.0.0.1:${port}`,
  });
  const known = new Set(config.services.map(({ name }) => name));
  const unknown = [...upstreams.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new GatewayConfigError(
      `GATEWAY_UPSTREAMS: the routing table has no service ${unknown.join(', ')}.`,
    );
  }
  const dashboardDirectory = rest.DASHBOARD_DIRECTORY;
  if (dashboardDirectory === undefined) return { host, port, config, upstreams };
  if (upstreams.has(DASHBOARD)) {
    throw new GatewayConfigError(
      'DASHBOARD_DIRECTORY and the dashboard in GATEWAY_UPSTREAMS exclude each other: set one of them.',
    );
  }
  return { host, port, config, upstreams, dashboardDirectory };
}

/** An empty variable counts as unset. */
function parse<S extends z.ZodType>(schema: S, environment: Environment): z.output<S> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
  throw new GatewayConfigError(`The configuration is not valid.\n  ${lines.join('\n  ')}`);
}

function readTable(path: string, values: Record<string, string>) {
  try {
    return loadKongConfig(readText('KONG_CONFIG', path), values);
  } catch (cause) {
    if (!(cause instanceof KongConfigError)) throw cause;
    throw new GatewayConfigError(`KONG_CONFIG: ${path}: ${cause.message}`, { cause });
  }
}

/** The one algorithm of access tokens is ES256, so the key must be on its curve. */
function readPublicKey(path: string): string {
  const text = readText('AUTH_PUBLIC_KEY_FILE', path);
  try {
    if (!text.includes('PRIVATE')) {
      const key = createPublicKey(text);
      const curve = key.asymmetricKeyDetails?.namedCurve;
      if (curve === 'prime256v1') return key.export({ type: 'spki', format: 'pem' }).toString();
    }
  } catch (cause) {
    throw new GatewayConfigError(notAKey(path), { cause });
  }
  throw new GatewayConfigError(notAKey(path));
}

const notAKey = (path: string) => `AUTH_PUBLIC_KEY_FILE: ${path} is not an ES256 public key (PEM, SPKI).`;

function readText(variable: string, path: string) {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new GatewayConfigError(`${variable}: ${path} can't be read.`, { cause });
  }
}
