import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const root = '/srv/playhead';

describe('the configuration', () => {
  it('needs nothing to be set: embedded database, simulator, demo, loopback', () => {
    expect(readConfig({}, root)).toMatchObject({
      dataDirectory: '/srv/playhead/.data',
      databaseUrl: undefined,
      milestone: undefined,
      gateway: { host: '127.0.0.1', port: 8000 },
      ports: { console: 8080, vms: 8081, recording: 8083, playback: 8084 },
      demo: true,
      demoPassword: 'playhead-demo',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ GATEWAY_PORT: '', DATABASE_URL: '' }, root)).toMatchObject({
      gateway: { port: 8000 },
      databaseUrl: undefined,
    });
  });

  it('uses another VMS when its three variables are set', () => {
    const { milestone } = readConfig(
      { MILESTONE_BASE_URL: 'https://vms.example', MILESTONE_USERNAME: 'gate', MILESTONE_PASSWORD: 'secret' },
      root,
    );
    expect(milestone).toEqual({ baseUrl: 'https://vms.example', username: 'gate', password: 'secret' });
  });

  it.each([
    ['GATEWAY_PORT', 'eighty', /GATEWAY_PORT must be a port, 1 to 65535/],
    ['CONSOLE_PORT', '70000', /CONSOLE_PORT must be a port, 1 to 65535/],
    ['PLAYHEAD_POSTGRES_PORT', '-1', /PLAYHEAD_POSTGRES_PORT must be a port, 0 to 65535/],
    ['DATABASE_URL', 'mysql://root:hunter2@db', /DATABASE_URL must be a postgresql:\/\/ address/],
    ['MILESTONE_BASE_URL', 'vms.example', /MILESTONE_BASE_URL must be an http/],
    ['MILESTONE_BASE_URL', 'http://vms.example', /set MILESTONE_USERNAME and MILESTONE_PASSWORD/],
    ['PLAYHEAD_DEMO', 'yes', /PLAYHEAD_DEMO must be true or false/],
    ['PLAYHEAD_DEMO_PASSWORD', 'hunter2', /PLAYHEAD_DEMO_PASSWORD must be at least 8 characters/],
    ['GATEWAY_HOST', '0.0.0.0', /GATEWAY_HOST .* PLAYHEAD_DEMO=false/],
  ])('refuses a bad %s (%s) in one line that names it', (name, value, message) => {
    expect(() => readConfig({ [name]: value }, root)).toThrow(message);
    expect(() => readConfig({ [name]: value }, root)).toThrow(/^[^\n]*$/);
    expect(() => readConfig({ [name]: value }, root)).not.toThrow(/hunter2/);
  });

  it('names all wrong variables at once', () => {
    expect(() => readConfig({ VMS_PORT: 'x', PLAYHEAD_LOG: 'y' }, root)).toThrow(/VMS_PORT.*PLAYHEAD_LOG/);
  });

  it('may listen on other interfaces once there are no demo accounts', () => {
    const { gateway } = readConfig({ GATEWAY_HOST: '0.0.0.0', PLAYHEAD_DEMO: 'false' }, root);
    expect(gateway.host).toBe('0.0.0.0');
  });
});
