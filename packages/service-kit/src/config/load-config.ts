import { z } from 'zod';

/** The environment does not fit the schema; the message lists every variable and what it accepts, no values. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the environment once. Empty variables count as unset.
 *
 * @throws ConfigError naming every variable that is missing or wrong.
 */
export function loadConfig<S extends z.ZodType>(
  schema: S,
  environment: Record<string, string | undefined> = process.env,
): z.output<S> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'environment'}: ${message}`,
  );
  throw new ConfigError(`The configuration is not valid.\n  ${lines.join('\n  ')}`);
}
