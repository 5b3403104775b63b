import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { KongConfigError } from './declarative/errors.ts';
import { loadKongConfig } from './declarative/load.ts';
import { placeholdersIn } from './declarative/placeholders.ts';

/** The environment does not fit; the message names every variable and what it accepts. */
export class SyncConfigError extends Error {
  override name = 'SyncConfigError';
}

type Environment = Record<string, string | undefined>;

const Variables = z.object({
  KONG_ADMIN_URL: z.url({ protocol: /^https?$/, error: "the address of Kong's Admin API, http://kong:8001" }),
  /** The routing table. */
  KONG_CONFIG: z.string().default('config/kong/kong.yml'),
  /** Seconds between two looks whether Kong still has the table; 0 gives it once and ends. */
  KONG_SYNC_INTERVAL: z.coerce.number({ error: 'seconds, 0 to 3600' }).int().min(0).max(3600).default(0),
});

/**
 * Reads the environment and the routing table. A placeholder `${NAME}` of the table is filled from the variable of
 * that name, or from the file that `NAME_FILE` names.
 *
 * @throws SyncConfigError naming what is wrong, and the variable to change.
 */
export function readConfig(environment: Environment = process.env) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Variables.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
    throw new SyncConfigError(`The configuration is not valid.\n  ${lines.join('\n  ')}`);
  }
  const { KONG_ADMIN_URL: adminUrl, KONG_CONFIG: file, KONG_SYNC_INTERVAL } = parsed.data;
  const text = readText('KONG_CONFIG', file);
  try {
    const config = loadKongConfig(text, valuesFor(text, given));
    return { adminUrl, config, intervalMs: KONG_SYNC_INTERVAL * 1000 };
  } catch (cause) {
    if (!(cause instanceof KongConfigError)) throw cause;
    throw new SyncConfigError(`KONG_CONFIG: ${file}: ${cause.message}`, { cause });
  }
}

function valuesFor(text: string, environment: Environment) {
  const values = placeholdersIn(text).map((name): [string, string] => {
    const file = environment[`${name}_FILE`];
    return [name, environment[name] ?? (file === undefined ? '' : readText(`${name}_FILE`, file))];
  });
  return Object.fromEntries(values);
}

function readText(variable: string, path: string) {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SyncConfigError(`${variable}: ${path} can't be read.`, { cause });
  }
}
