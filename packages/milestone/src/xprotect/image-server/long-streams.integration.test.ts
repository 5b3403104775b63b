import { setTimeout as wait } from 'node:timers/promises';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME, startSimulator } from '@playhead/milestone-simulator';
import { expect, it, onTestFinished } from 'vitest';
import { createMilestoneClient } from '../../create-milestone-client.ts';
import { cameraWithFootage } from '../../testing/camera-with-footage.ts';

/** Long enough that a busy machine renews it in time. */
const LIFETIME_SECONDS = 5;
/** Slower than it comes, so that it lasts. */
const PACE_MS = 250;

it('a stream outlives the session that it was opened with, twice', { timeout: 60_000 }, async () => {
  const simulator = await startSimulator({ xprotect: { vmsTokenLifetimeSeconds: LIFETIME_SECONDS } });
  const client = createMilestoneClient({
    api: 'xprotect',
    baseUrl: simulator.url,
    username: DEFAULT_USERNAME,
    password: DEFAULT_PASSWORD,
    sessionTimeoutMs: 3_600_000,
    maxConnections: 50,
    retryAttempts: 1,
    retryDelayMs: 10,
    requestTimeoutMs: 10_000,
  });
  onTestFinished(async () => {
    await client.close();
    await simulator.close();
  });
  const { camera, from } = await cameraWithFootage(client);
  const { body } = await client.getVideoStream({ deviceId: camera.deviceId, startTime: from, speed: 1 });
  const over = Date.now() + 2.2 * LIFETIME_SECONDS * 1000;

  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (Date.now() > over) break;
    await wait(PACE_MS);
  }

  expect(Date.now()).toBeGreaterThan(over);
  expect(bytes).toBeGreaterThan(0);
  const { video = 0, vmsLogin = 0 } = simulator.state().calls;
  expect({ video, renewals: vmsLogin >= 3 }).toEqual({ video: 1, renewals: true });
});
