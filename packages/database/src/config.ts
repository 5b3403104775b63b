import { z } from 'zod';

/** The environment does not fit; the message names every variable and what it accepts. */
export class MigrateConfigError extends Error {
  override name = 'MigrateConfigError';
}

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'a postgresql:// address' }),
  MIGRATIONS_DIRECTORY: z.string().default('migrations'),
});

/** Reads what the migrating program needs. @throws MigrateConfigError */
export function readConfig(environment: Record<string, string | undefined> = process.env) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (parsed.success) {
    return { databaseUrl: parsed.data.DATABASE_URL, directory: parsed.data.MIGRATIONS_DIRECTORY };
  }
  const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new MigrateConfigError(`The configuration is not valid.\n  ${lines.join('\n  ')}`);
}
