import { describe, expect, it } from 'vitest';
import { banner } from './banner.ts';
import { readConfig } from './config.ts';

const places = { logs: '/srv/playhead/.data/logs', postgres: '/srv/playhead/.data/postgres' };
const given = (environment: Record<string, string> = {}, where: Partial<typeof places> = places) =>
  banner(readConfig(environment, '/srv/playhead'), { ...places, ...where });

describe('the closing words of a start', () => {
  it('name the address, the accounts with their password, and how to use another VMS', () => {
    const text = given();
    expect(text).toContain('http://localhost:8000');
    expect(text).toMatch(/viewer, investigator, operator, admin\n.*playhead-demo/);
    expect(text).toMatch(/MILESTONE_BASE_URL, MILESTONE_USERNAME and MILESTONE_PASSWORD/);
    expect(text).toContain('/srv/playhead/.data');
    expect(text).toContain('Ctrl-C');
  });

  it('never show a password that somebody chose', () => {
    expect(given({ PLAYHEAD_DEMO_PASSWORD: 'chosen-by-us' })).not.toContain('chosen-by-us');
  });

  it('offer no accounts without a demo', () => {
    expect(given({ PLAYHEAD_DEMO: 'false' })).not.toMatch(/Accounts|Password/);
  });

  it('say where the database is when it is not in the data directory', () => {
    expect(given({}, { postgres: '/var/lib/playhead/postgres-1' })).toContain('/var/lib/playhead/postgres-1');
    expect(given()).not.toContain('.data/postgres');
  });
});
