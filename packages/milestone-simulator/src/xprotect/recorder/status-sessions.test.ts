import { describe, expect, it } from 'vitest';
import { SettableClock, systemClock } from '../../clock.ts';
import { Signal } from '../../signal.ts';
import type { DeviceStatus } from './device-status.ts';
import { StatusSessions } from './status-sessions.ts';

const HOUR_MS = 3_600_000;

const gate: DeviceStatus = {
  Time: '0',
  DeviceId: 'gate',
  IsChange: false,
  Enabled: true,
  Started: true,
  Error: false,
  ErrorNotLicensed: false,
  ErrorNoConnection: false,
  Recording: false,
  DbMoveInProgress: false,
  ErrorOverflow: false,
  ErrorWritingGop: false,
  DbRepairInProgress: false,
  Motion: false,
};

/** A session that knows how its camera is. */
async function given() {
  const changed = new Signal();
  let following = 0;
  let recording = false;
  const sessions = new StatusSessions(
    new SettableClock(systemClock),
    () => [{ ...gate, Recording: recording }],
    (listener) => {
      following += 1;
      const end = changed.listen(listener);
      return () => {
        following -= 1;
        end();
      };
    },
  );
  const id = sessions.start();
  sessions.subscribe(id, ['gate']);
  const poll = (signal = new AbortController().signal) => sessions.news(id, HOUR_MS, signal);
  await poll();
  return {
    sessions,
    id,
    changed,
    poll,
    record: () => {
      recording = true;
      changed.tell();
    },
    followers: () => following,
  };
}

describe('a poll that waits', () => {
  it('looks when something has changed, goes on waiting where it was nothing of its cameras, and tells what was', async () => {
    const { poll, changed, record, followers } = await given();
    const waiting = poll();
    changed.tell();
    await Promise.resolve();
    record();

    expect((await waiting).map(({ DeviceId, Recording }) => [DeviceId, Recording])).toEqual([['gate', true]]);
    expect(followers()).toBe(0);
  });

  it('is told at once that its session is stopped', async () => {
    const { sessions, id, poll, followers } = await given();
    const waiting = poll();
    sessions.stop(id);

    await expect(waiting).rejects.toThrow('is unknown');
    expect(followers()).toBe(0);
  });

  it('ends with the connection', async () => {
    const { poll, followers } = await given();
    const connection = new AbortController();
    const waiting = poll(connection.signal);
    connection.abort();

    await expect(waiting).rejects.toThrow();
    expect(followers()).toBe(0);
  });
});
