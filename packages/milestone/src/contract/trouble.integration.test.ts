import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { cameraWithFootage } from '../testing/camera-with-footage.ts';
import { failureOf } from '../testing/given.ts';
import { clientOf, dialects, simulatedVms } from '../testing/simulated-vms.ts';

const page = { limit: 100, offset: 0 };
const vms = simulatedVms();

describe.each(dialects)('a VMS in trouble that speaks %s', (api) => {
  it('fails twice, and nobody notices', async () => {
    const client = clientOf(vms(), api);
    await client.listCameras(page);
    const needed = vms().state().calls.listCameras ?? 0;
    vms().addFault({ kind: 'status', status: 500, calls: 2, match: { operation: 'listCameras' } });

    await expect(client.listCameras(page)).resolves.toHaveProperty('cameras');
    expect(vms().state().calls.listCameras).toBe(needed + 2 + needed);
  });

  it('stands behind a proxy that answers with a page of its own: the caller is told what, not how', async () => {
    const client = clientOf(vms(), api);
    const fault = { kind: 'status', status: 502, body: 'html', match: { operation: 'listCameras' } } as const;
    vms().addFault(fault);
    await expect(client.listCameras(page)).resolves.toHaveProperty('cameras');

    vms().addFault({ ...fault, calls: 3 });
    const failure = await failureOf(client.listCameras(page));

    expect(failure).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('502') });
    expect(String(failure)).not.toContain('<');
  });

  it('drops a read in the middle of its answer, and nobody notices', async () => {
    const client = clientOf(vms(), api);
    vms().addFault({ kind: 'drop', afterBytes: 50, match: { operation: 'listCameras' } });

    await expect(client.listCameras(page)).resolves.toHaveProperty('cameras');
  });

  it('drops a start: it is not repeated, and the status tells what became of it', async () => {
    const client = clientOf(vms(), api);
    const { camera } = await cameraWithFootage(client);
    vms().addFault({ kind: 'drop', afterBytes: 0, match: { operation: 'startRecording' } });

    const order = { deviceId: camera.deviceId, durationSeconds: 60, triggeredBy: 'test' };

    expect(await failureOf(client.startRecording(order))).toMatchObject({ kind: 'unavailable' });
    expect(vms().state().calls.startRecording).toBe(1);
    await expect(client.getRecordingStatus(camera.deviceId)).resolves.toMatchObject({ isRecording: true });
  });

  it.each([
    ['does not serve a video for now', { kind: 'status', status: 503 }],
    ['drops the connection before the first picture', { kind: 'drop', afterBytes: 0 }],
    ['resets the connection before the first picture', { kind: 'reset', afterBytes: 0 }],
  ] as const)('%s: it is opened again, and comes', async (_what, fault) => {
    const client = clientOf(vms(), api);
    const { camera, from } = await cameraWithFootage(client);
    vms().addFault({ ...fault, match: { operation: 'video' } });

    const video = await client.getVideoStream({ deviceId: camera.deviceId, startTime: from, speed: 1 });
    const [chunk] = await once(video.body, 'data');
    video.body.destroy();

    expect(chunk[0]).toBe(0x47);
    expect(vms().state().calls.video).toBe(2);
  });

  it('drops a video: the stream ends in a typed error', async () => {
    const client = clientOf(vms(), api);
    const { camera, from } = await cameraWithFootage(client);
    vms().addFault({ kind: 'drop', afterBytes: 200_000, match: { operation: 'video' } });

    const video = client.getVideoStream({ deviceId: camera.deviceId, startTime: from, speed: 1 });

    expect(await failureOf(video.then(({ body }) => buffer(body)))).toMatchObject({ kind: 'unavailable' });
  });
});
