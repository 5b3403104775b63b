import type { RunningSimulator } from '@playhead/milestone-simulator';
import { describe, expect, it } from 'vitest';
import type { MilestoneClient } from '../milestone-client.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { failureOf } from '../testing/given.ts';
import { clientOf, dialects, simulatedVms } from '../testing/simulated-vms.ts';

const MINUTE_MS = 60_000;
/** How long the simulator's tokens live, and how long the client trusts any. */
const LIFE_MS = 60 * MINUTE_MS;
/** Time for a renewal, before the end. */
const FRESH_MS = 49 * MINUTE_MS;
/** The calls by which a session is renewed. */
const renewals = { rest: ['refresh'], xprotect: ['login', 'vmsLogin'] } as const;
const vms = simulatedVms({ tokenLifetimeSeconds: LIFE_MS / 1000, xprotect: {} });
const page = { limit: 100, offset: 0 };

const logins = () => vms().state().calls.login ?? 0;
const anyCamera = ({ state }: RunningSimulator) =>
  state().cameras.find(({ enabled, recording }) => enabled && !recording)?.id ?? '';
const manyReads = (client: MilestoneClient, count: number, deviceId: string) =>
  Array.from({ length: count }, () => client.getRecordingStatus(deviceId));

describe.each(dialects)('a session with a VMS that speaks %s', (api) => {
  it('is begun by one login for 1,000 first calls', { timeout: 120_000 }, async () => {
    const client = clientOf(vms(), api);

    const answers = await Promise.all(manyReads(client, 1_000, anyCamera(vms())));

    expect(answers).toEqual(Array(1_000).fill({ isRecording: false }));
    expect(logins()).toBe(1);
  });

  it('ends, and another begins', async () => {
    const client = clientOf(vms(), api);
    await client.login();
    await client.refreshToken();
    await client.logout();
    const before = logins();
    await client.login();

    expect(logins()).toBe(before + 1);
  });

  it('is revoked under load, and no call is lost', async () => {
    const client = clientOf(vms(), api);
    const { cameras } = await client.listCameras(page);
    const deviceId = cameras[0]?.deviceId ?? '';
    const before = logins();

    const calls = Array.from({ length: 50 }, (_, index) => {
      if (index === 25) vms().expireTokens();
      return client.getCamera(deviceId);
    });

    const answers = await Promise.all(calls);
    expect(answers.map((camera) => camera.deviceId)).toEqual(Array(50).fill(deviceId));
    expect(logins() - before).toBe(1);
  });

  it('is revoked before a start and a stop: both come through, once', async () => {
    const client = clientOf(vms(), api);
    const deviceId = anyCamera(vms());
    await client.getRecordingStatus(deviceId);

    vms().expireTokens();
    const { recordingId } = await client.startRecording({
      deviceId,
      durationSeconds: 60,
      triggeredBy: 'test',
    });
    vms().expireTokens();
    await expect(client.stopRecording(deviceId, recordingId)).resolves.toMatchObject({ recordingId });

    await expect(client.getRecordingStatus(deviceId)).resolves.toEqual({ isRecording: false });
  });

  it('runs out while nobody calls: many calls at once begin another, and none is lost', async () => {
    const clock = new FakeClock();
    const client = clientOf(vms(), api, {}, { clock });
    const deviceId = anyCamera(vms());
    await client.getRecordingStatus(deviceId);

    clock.advance(LIFE_MS);
    vms().setClock({ at: Date.now() + LIFE_MS, frozen: true });
    await expect(Promise.all(manyReads(client, 50, deviceId))).resolves.toHaveLength(50);

    expect(logins()).toBe(2);
  });

  it('is renewed ahead of its end, and no call meets a token that has run out', async () => {
    const clock = new FakeClock();
    const client = clientOf(vms(), api, {}, { clock });
    const deviceId = anyCamera(vms());
    await client.getRecordingStatus(deviceId);
    const told = () => vms().state().calls.recordingStatus ?? 0;
    const [before, start] = [told(), Date.now()];

    for (const renewal of [1, 2, 3]) {
      clock.advance(FRESH_MS);
      vms().setClock({ at: start + renewal * FRESH_MS, frozen: true });
      const counts = renewals[api].map((operation) => (vms().state().calls[operation] ?? 0) + 1);
      await client.getRecordingStatus(deviceId);
      await expect.poll(() => renewals[api].map((one) => vms().state().calls[one])).toEqual(counts);
      // The answer has come too: nothing is under way that time would end.
      await expect.poll(() => clock.pending).toEqual([]);
    }

    // A token that was refused would have cost its call a second try.
    expect(told()).toBe(before + 3);
  });

  it('is not given to a wrong password, and that is told once', async () => {
    const client = clientOf(vms(), api, { password: 'wrong' });

    const failures = await Promise.all([1, 2, 3].map(() => failureOf(client.listCameras(page))));

    expect(failures).toEqual(Array(3).fill(expect.objectContaining({ kind: 'credentials-refused' })));
    expect(logins()).toBe(1);
  });
});
