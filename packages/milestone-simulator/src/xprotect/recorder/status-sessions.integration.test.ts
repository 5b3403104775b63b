import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { givenXProtect } from '../../testing/xprotect-site.ts';

const Status = z.object({
  DeviceId: z.string(),
  IsChange: z.boolean(),
  Recording: z.boolean(),
  ErrorNoConnection: z.boolean(),
});
const Statuses = z.object({
  CameraDeviceStatusArray: z.object({ CameraDeviceStatus: z.array(Status).default([]) }).nullable(),
});

/** A status session at the first recorder that hears of cameras 1 and 2. */
async function givenSession() {
  const site = await givenXProtect();
  const token = await site.login();
  const call = await site.status(1);
  const statusSessionId = String(await call('StartStatusSession', { token }));
  const session = { token, statusSessionId };
  const deviceIds = { guid: [site.camera(1), site.camera(2).toUpperCase()] };
  await call('SubscribeDeviceStatus', { ...session, deviceIds });
  const poll = async (millisecondsTimeout: number) => {
    const answer = Statuses.parse(await call('GetStatus', { ...session, millisecondsTimeout }));
    return answer.CameraDeviceStatusArray?.CameraDeviceStatus ?? [];
  };
  return { ...site, token, call, session, poll };
}

describe('a status session', () => {
  it('tells how its cameras are, then only what has changed', async () => {
    const { poll, camera, simulator } = await givenSession();
    const first = await poll(0);
    expect(first.map(({ DeviceId, IsChange }) => [DeviceId, IsChange])).toEqual([
      [camera(1), false],
      [camera(2), false],
    ]);
    expect(await poll(0)).toEqual([]);

    simulator.changeCamera(camera(2), { state: 'offline' });
    simulator.changeCamera(camera(4), { state: 'offline' });

    expect(await poll(0)).toEqual([
      expect.objectContaining({ DeviceId: camera(2), IsChange: true, ErrorNoConnection: true }),
    ]);
    expect(await poll(0)).toEqual([]);
  });

  it('keeps a poll waiting until something changes', async () => {
    const { poll, camera, simulator } = await givenSession();
    await poll(0);

    const waiting = poll(60_000);
    await expect.poll(() => simulator.state().calls.deviceStatus).toBe(2);
    simulator.changeCamera(camera(1), { state: 'offline' });

    expect((await waiting).map(({ DeviceId }) => DeviceId)).toEqual([camera(1)]);
  });

  it('is unknown once it is stopped, or was never started, or not asked for five minutes', async () => {
    const { call, session, poll, token, clock } = await givenSession();
    await call('StopStatusSession', session);
    await expect(poll(0)).rejects.toThrow('is unknown');
    const other = { token, statusSessionId: String(await call('StartStatusSession', { token })) };
    clock.advance(5 * 60);
    await call('StartStatusSession', { token });
    await expect(call('GetStatus', { ...other, millisecondsTimeout: 0 })).rejects.toThrow('is unknown');
  });

  it('is for whoever has a session token', async () => {
    const { call } = await givenSession();
    await expect(call('StartStatusSession', { token: 'eyJ' })).rejects.toThrow('Token invalid');
  });
});
