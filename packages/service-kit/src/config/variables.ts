import { z } from 'zod';

/** A TCP port. */
export const port = (fallback: number) =>
  z.coerce.number({ error: 'a port number' }).int().min(0).max(65_535).default(fallback);

/** A whole number of at least `min`. */
export const count = (fallback: number, min = 1) =>
  z.coerce.number({ error: 'a whole number' }).int().min(min).default(fallback);

/** `true` or `false`. */
export const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'], { error: 'true or false' })
    .transform((text) => text === 'true')
    .default(fallback);

/** What every service reads. Spread into the service's own schema. */
export const commonVariables = {
  HOST: z.string().default('0.0.0.0'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'a postgresql:// address' }),
  DB_MAX_CONNECTIONS: count(20),
  AUTH_PUBLIC_KEY_FILE: z.string({
    error: 'the path of the public key (PEM) that access tokens are checked with',
  }),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty']).default('json'),
  PLAYHEAD_DEMO: flag(false),
};

export type CommonConfig = z.output<z.ZodObject<typeof commonVariables>> & { PORT: number };

/** In a demo nothing listens beyond this machine, whatever `HOST` says: its passwords are public. */
export const listenAddress = ({ HOST, PLAYHEAD_DEMO }: Pick<CommonConfig, 'HOST' | 'PLAYHEAD_DEMO'>) =>
  PLAYHEAD_DEMO ? '127.0.0.1' : HOST;
