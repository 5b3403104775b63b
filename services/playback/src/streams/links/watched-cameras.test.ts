import { randomUUID } from 'node:crypto';
import { CameraId, UserId } from '@playhead/contracts';
import { DomainError } from '@playhead/service-kit';
import { TestClock } from '@playhead/service-kit/testing';
import { describe, expect, it, vi } from 'vitest';
import { WatchedCameras } from './watched-cameras.ts';

const id = CameraId.parse(randomUUID());
const user = { userId: UserId.parse(randomUUID()) };
const hidden = new DomainError('camera-not-found', { detail: 'It was never imported, or has been deleted.' });

function given() {
  const get = vi.fn(async () => ({ id, name: 'Gate', deviceId: 'device' }));
  const clock = new TestClock();
  const watched: WatchedCameras = Reflect.construct(WatchedCameras, [{ get }, clock]);
  return { get, watched, clock };
}

describe('the cameras that people watch', () => {
  it('are asked for once while a playlist is read again and again', async () => {
    const { get, watched, clock } = given();

    const first = await watched.get(id, user);
    clock.advance(4);

    expect(await watched.get(id, user)).toEqual(first);
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('are hidden within five seconds from somebody who may not see them any more', async () => {
    const { get, watched, clock } = given();
    await watched.get(id, user);
    get.mockRejectedValue(hidden);
    clock.advance(5.001);

    await expect(watched.get(id, user)).rejects.toThrow(hidden);
  });

  it('are asked for anew for each person, and at once after a refusal', async () => {
    const { get, watched } = given();
    get.mockRejectedValueOnce(hidden);
    await expect(watched.get(id, user)).rejects.toThrow(hidden);

    await watched.get(id, user);
    await watched.get(id, { userId: UserId.parse(randomUUID()) });

    expect(get).toHaveBeenCalledTimes(3);
  });
});
