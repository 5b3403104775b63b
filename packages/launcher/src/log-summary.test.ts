import { describe, expect, it } from 'vitest';
import { LogSummary } from './log-summary.ts';

function given({ all = false } = {}) {
  const clock = { ms: 0 };
  return { summary: new LogSummary({ all }, () => clock.ms), clock };
}

const line = (level: number, msg: string, more = {}) => JSON.stringify({ level, msg, ...more });

describe('what the terminal shows of the logs', () => {
  it('is warnings and errors in plain text', () => {
    const { summary } = given();
    expect(summary.textFor('vms', line(30, 'answered'))).toBeUndefined();
    expect(summary.textFor('vms', line(40, 'The VMS is slow'))).toBe('! vms: The VMS is slow');
    const err = { message: 'connect ECONNREFUSED' };
    expect(summary.textFor('vms', line(50, 'No VMS', { err }))).toBe('! vms: No VMS: connect ECONNREFUSED');
  });

  it('is not the same again within a minute', () => {
    const { summary, clock } = given();
    summary.textFor('vms', line(40, 'slow'));
    clock.ms = 59_000;
    expect(summary.textFor('vms', line(40, 'slow'))).toBeUndefined();
    expect(summary.textFor('playback', line(40, 'slow'))).toBe('! playback: slow');
    clock.ms = 60_000;
    expect(summary.textFor('vms', line(40, 'slow'))).toBe('! vms: slow');
  });

  it('leaves out what is no structured log', () => {
    const { summary } = given();
    expect(summary.textFor('postgres', 'LOG:  checkpoint complete')).toBeUndefined();
    expect(summary.textFor('vms', '42')).toBeUndefined();
  });

  it('is every line when asked for', () => {
    const { summary } = given({ all: true });
    expect(summary.textFor('vms', 'anything')).toBe('vms | anything');
  });
});
