import { DatabaseUnavailableError } from '@playhead/database';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../config/load-config.ts';
import { startFailure } from './start-failure.ts';

const refused = (code: string) => Object.assign(new Error(`listen ${code}: 0.0.0.0:80`), { code });

describe('what keeps a service from starting', () => {
  it.each([
    [refused('EADDRINUSE'), /EADDRINUSE.* set PORT to a free one\.$/],
    [refused('EACCES'), /EACCES.* set PORT to /],
    [refused('EADDRNOTAVAIL'), /EADDRNOTAVAIL.* set HOST to /],
    [new DatabaseUnavailableError("PostgreSQL can't serve now: ECONNREFUSED"), /ECONNREFUSED.* DATABASE_URL/],
    [new ConfigError('PORT: a port number'), /^PORT: a port number$/],
  ])('is one line with its cause and what to change: %s', (error, line) => {
    expect(startFailure(error)).toMatch(line);
    expect(startFailure(error).split('\n')).toHaveLength(1);
  });

  it('keeps its stack when nobody foresaw it', () => {
    expect(startFailure(new Error('a bug'))).toMatch(/a bug\n +at /);
  });
});
