import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  it('has a default for everything, and takes an empty variable for unset', () => {
    expect(readConfig({ SIMULATOR_PORT: '', SIMULATOR_FOOTAGE: '' })).toMatchObject({
      host: '127.0.0.1',
      port: 8090,
      username: 'playhead',
      password: 'playhead-simulator',
      tokenLifetimeSeconds: 3600,
      container: 'mp2t',
    });
  });

  it.each([
    { SIMULATOR_PORT: '80a' },
    { SIMULATOR_PORT: '70000' },
    { SIMULATOR_CAMERAS: '0' },
    { SIMULATOR_TOKEN_LIFETIME: '0' },
    { SIMULATOR_WINDOWS_SCHEMES: 'kerberos' },
    { SIMULATOR_VIDEO_CONTAINER: 'avi' },
    { SIMULATOR_VIDEO_SPEEDS: '1,,2' },
    { SIMULATOR_VIDEO_SPEEDS: '3' },
    { SIMULATOR_MAX_STREAMS: '1.5' },
    { SIMULATOR_TLS: 'gateway' },
    { SIMULATOR_SESSION_LIFETIME: '0' },
    { SIMULATOR_XPROTECT_VERSION: '2024R1' },
    { SIMULATOR_PREPARED: 'yes' },
    { SIMULATOR_PREPARED_SIZE: '641x360' },
    { SIMULATOR_PREPARED_KILOBITS: '50000' },
  ])('names the variable that is wrong: %o', (environment) => {
    const [name] = Object.keys(environment);
    expect(() => readConfig(environment)).toThrow(new RegExp(`^${name} accepts (?!Invalid)`));
  });

  it('offers NTLM to Windows users by the names that it is told', () => {
    expect(readConfig({ SIMULATOR_WINDOWS_SCHEMES: 'negotiate' }).windowsSchemes).toEqual(['Negotiate']);
    expect(readConfig({}).windowsSchemes).toBeUndefined();
  });

  it('prepares video when it is asked to', () => {
    expect(readConfig({ SIMULATOR_PREPARED_KILOBITS: '4000' }).prepared).toBeUndefined();
    expect(readConfig({ SIMULATOR_PREPARED: 'true', SIMULATOR_PREPARED_KILOBITS: '4000' }).prepared).toEqual({
      size: '640x360',
      kilobits: 4000,
    });
  });

  it('speaks TLS where it is told to, with files of one’s own or without', () => {
    expect(readConfig({ SIMULATOR_TLS_NAME: 'recorder.example' }).tls).toBeUndefined();
    const files = { SIMULATOR_TLS_KEY_FILE: '/a.key', SIMULATOR_TLS_CERT_FILE: '/a.crt' };
    expect(readConfig({ SIMULATOR_TLS: 'all', ...files }).tls).toMatchObject({
      at: 'all',
      keyFile: '/a.key',
      certFile: '/a.crt',
    });
  });

  it('serves the speeds that it is told to', () => {
    expect(readConfig({}).speeds).toBeUndefined();
    expect(readConfig({ SIMULATOR_VIDEO_SPEEDS: '1, 2' }).speeds).toEqual([1, 2]);
  });

  it('names all of them at once and never their values', () => {
    const read = () => readConfig({ SIMULATOR_PORT: 'secret', SIMULATOR_VIDEO_CONTAINER: 'secret' });
    expect(read).toThrow(/SIMULATOR_PORT .*SIMULATOR_VIDEO_CONTAINER/);
    expect(read).not.toThrow(/secret/);
  });
});
