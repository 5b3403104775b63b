import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { cameraWithFootage } from '../../testing/camera-with-footage.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { clientOf, simulatedVms } from '../../testing/simulated-vms.ts';

/** How long tokens live, and after which part of it they are renewed. */
const LIFE_MS = 3_600_000;
const FRESH_MS = 0.8 * LIFE_MS;
/** More than all that may be on its way, so that its end was asked for after the renewal. */
const MANY_GROUPS_BYTES = 500_000;

const vms = simulatedVms({ xprotect: { vmsTokenLifetimeSeconds: LIFE_MS / 1000 } });

it('a stream outlives the session that it was opened with, and the two after it', async () => {
  const clock = new FakeClock();
  const patience = { sessionTimeoutMs: 24 * LIFE_MS, requestTimeoutMs: 24 * LIFE_MS };
  const client = clientOf(vms(), 'xprotect', patience, { clock });
  const { camera, from } = await cameraWithFootage(client);
  const start = Date.now();
  const { body } = await client.getVideoStream({ deviceId: camera.deviceId, startTime: from, speed: 1 });
  await read(body);

  for (const renewal of [1, 2, 3]) {
    vms().setClock({ at: start + renewal * FRESH_MS, frozen: true });
    clock.advance(FRESH_MS);
    // The stream waits for the end of the next token: it has handed in this one.
    await clock.awaited(FRESH_MS);
    await read(body);
  }

  expect(vms().state().calls).toMatchObject({ video: 1, vmsLogin: 4 });
  body.destroy();
});

async function read(body: Readable) {
  for (let bytes = 0; bytes < MANY_GROUPS_BYTES; ) {
    const piece: Buffer | null = body.read();
    if (piece !== null) bytes += piece.length;
    else await once(body, 'readable');
  }
}
