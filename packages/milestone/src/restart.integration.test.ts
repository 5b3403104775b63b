import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME, startSimulator } from '@playhead/milestone-simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { milestoneConfigSchema, toMilestoneConfig } from './config.ts';
import { createMilestoneClient } from './create-milestone-client.ts';
import type { MilestoneClient, MilestoneDialect } from './milestone-client.ts';
import { camerasWithFootage, lastDay } from './testing/camera-with-footage.ts';

/** A VMS that restarts is away for so long. */
const OUTAGE_MS = 2_000;
const LOGINS: Record<MilestoneDialect, object> = { rest: { login: 1 }, xprotect: { login: 1, vmsLogin: 1 } };

/** A VMS that keeps its recordings and its addresses over a restart, and a client as it is unless told otherwise. */
async function givenVms(api: MilestoneDialect) {
  const directory = await mkdtemp(join(tmpdir(), 'playhead-restart-'));
  const options = { directory, xprotect: { recorderPort: await freePair() } };
  const vms = await startSimulator(options);
  const variables = {
    MILESTONE_API: api,
    MILESTONE_BASE_URL: vms.url,
    MILESTONE_USERNAME: DEFAULT_USERNAME,
    MILESTONE_PASSWORD: DEFAULT_PASSWORD,
  };
  const client = createMilestoneClient(toMilestoneConfig(z.object(milestoneConfigSchema).parse(variables)));
  onTestFinished(async () => {
    await client.close();
    await rm(directory, { recursive: true });
  });
  const startAgain = async () => {
    const again = await startSimulator({ ...options, port: vms.port });
    onTestFinished(() => again.close());
    return again;
  };
  return { vms, client, startAgain };
}

/** The first of two ports in a row that nobody has. */
async function freePair(): Promise<number> {
  const [first, second] = [createServer(), createServer()];
  try {
    await once(first.listen(0, '127.0.0.1'), 'listening');
    const { port } = z.custom<AddressInfo>((address) => typeof address === 'object').parse(first.address());
    const isFree = await new Promise<boolean>((resolve) => {
      second.once('error', () => resolve(false)).listen(port + 1, '127.0.0.1', () => resolve(true));
    });
    if (isFree) return port;
  } finally {
    first.close();
    second.close();
  }
  return freePair();
}

type Place = Readonly<{ deviceId: string; from: Date }>;

/** Reads of what the VMS knows, each of which must come. */
const questions = (client: MilestoneClient, { deviceId }: Place) => [
  client.listCameras({ limit: 100, offset: 0 }),
  client.getCamera(deviceId),
  client.querySequences({ deviceId, ...lastDay() }),
  client.getRecordingStatus(deviceId),
];

/** Reads of pictures, which the simulated VMS has to make: few, as its work is not what is tried. */
const pictures = (client: MilestoneClient, { deviceId, from }: Place) => [
  client.getSnapshot(deviceId, from),
  client
    .getVideoStream({ deviceId, startTime: from, speed: 1 })
    .then(({ body }) => void body.on('error', () => undefined).destroy()),
];

describe.each<MilestoneDialect>(['rest', 'xprotect'])(
  'a VMS that speaks %s and restarts under load',
  (api) => {
    it('loses no call of a client with its defaults, and is logged in to once', {
      timeout: 60_000,
    }, async () => {
      const { vms, client, startAgain } = await givenVms(api);
      const found = camerasWithFootage(client);
      const [running, idle] = [(await found.next()).value, (await found.next()).value];
      if (running === undefined || idle === undefined) throw new Error('The simulator has too few cameras.');
      const [deviceId, other] = [running.camera.deviceId, idle.camera.deviceId];
      const order = { durationSeconds: 200, triggeredBy: 'test' };
      const { recordingId } = await client.startRecording({ deviceId, ...order });
      const place = { deviceId, from: running.from };
      const load = () => [
        ...Array.from({ length: 5 }, () => questions(client, place)).flat(),
        ...pictures(client, place),
      ];

      const held = vms.hold({ operation: 'listCameras' });
      const underWay = load();
      await held.reached;
      const closed = vms.close();
      held.letGo();
      await closed;
      const meanwhile = load();
      const started = client.startRecording({ deviceId: other, ...order });
      const stopped = client.stopRecording(deviceId, recordingId);
      await wait(OUTAGE_MS);
      const again = await startAgain();

      await expect(Promise.all([...underWay, ...meanwhile])).resolves.toHaveLength(44);
      await expect(started).resolves.toMatchObject({ deviceId: other });
      await expect(stopped).resolves.toMatchObject({ recordingId });
      await expect(client.getRecordingStatus(other)).resolves.toMatchObject({ isRecording: true });
      await expect(client.getRecordingStatus(deviceId)).resolves.toEqual({ isRecording: false });
      expect(again.state().calls).toMatchObject(LOGINS[api]);
    });
  },
);
