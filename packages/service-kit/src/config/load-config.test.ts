import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, loadConfig } from './load-config.ts';
import { commonVariables, listenAddress, port } from './variables.ts';

const Schema = z.object({ ...commonVariables, PORT: port(8080) });
const good = { DATABASE_URL: 'postgresql://localhost/playhead', AUTH_PUBLIC_KEY_FILE: '/keys/public.pem' };

describe('the configuration', () => {
  it('fills in what is left out or empty', () => {
    expect(loadConfig(Schema, { ...good, LOG_LEVEL: '' })).toMatchObject({
      PORT: 8080,
      LOG_LEVEL: 'info',
      PLAYHEAD_DEMO: false,
    });
  });

  it('names every bad variable and what it accepts, and shows no value', () => {
    const load = () => loadConfig(Schema, { ...good, DATABASE_URL: 'mysql://root:hunter2@db', PORT: 'abc' });

    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/DATABASE_URL: a postgresql:\/\/ address/);
    expect(load).toThrow(/PORT: a port number/);
    expect(load).not.toThrow(/hunter2/);
  });

  it('keeps a demo on loopback whatever HOST says', () => {
    expect(listenAddress({ HOST: '0.0.0.0', PLAYHEAD_DEMO: true })).toBe('127.0.0.1');
    expect(listenAddress({ HOST: '0.0.0.0', PLAYHEAD_DEMO: false })).toBe('0.0.0.0');
  });
});
