import { DatabaseUnavailableError } from '@playhead/database';
import { ConfigError } from '../config/load-config.ts';

/** What an operator can do about what the system refuses, by its code. */
const remedies: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program has this port; set PORT to a free one.',
  EACCES: 'This account may not do that; set PORT to one from 1024 on, or give it the right.',
  EADDRNOTAVAIL: 'This machine does not have that address; set HOST to one that it has.',
};

/** Why a service can't start: one line with the cause and what to change. A fault of ours keeps its stack. */
export function startFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof DatabaseUnavailableError) {
    return `${error.message}. Check that PostgreSQL runs and that DATABASE_URL leads to it.`;
  }
  if (!(error instanceof Error)) return String(error);
  const remedy = 'code' in error && typeof error.code === 'string' ? remedies[error.code] : undefined;
  return remedy === undefined ? (error.stack ?? error.message) : `${error.message}. ${remedy}`;
}
