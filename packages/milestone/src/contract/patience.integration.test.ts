import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { failureOf } from '../testing/given.ts';
import { clientOf, dialects, simulatedVms } from '../testing/simulated-vms.ts';

const vms = simulatedVms();
const page = { limit: 100, offset: 0 };
const TIMEOUT_MS = 10_000;

describe.each(dialects)('the patience of the client with a VMS that speaks %s', (api) => {
  async function given() {
    const clock = new FakeClock();
    const client = clientOf(vms(), api, { requestTimeoutMs: TIMEOUT_MS }, { clock, random: () => 1 });
    const { cameras } = await client.listCameras(page);
    const asked = vms().state().calls;
    const calls = (operation: keyof typeof asked) =>
      (vms().state().calls[operation] ?? 0) - (asked[operation] ?? 0);
    return { client, clock, cameras, calls };
  }

  it('is as long as the VMS asks for', async () => {
    const { client, clock } = await given();
    vms().addFault({
      kind: 'status',
      status: 503,
      retryAfterSeconds: 7,
      match: { operation: 'listCameras' },
    });

    const listed = client.listCameras(page);
    await clock.awaited(7_000);
    clock.advance(7_000);

    await expect(listed).resolves.toHaveProperty('cameras');
  });

  it('ends at once where the VMS asks for more than a call has, and the caller is told for how long', async () => {
    const { client, calls } = await given();
    const match = { operation: 'listCameras' } as const;
    vms().addFault({ kind: 'status', status: 503, retryAfterSeconds: 120, calls: 'all', match });

    const failure = await failureOf(client.listCameras(page));

    expect(failure).toMatchObject({ kind: 'unavailable', retryAfterSeconds: 120 });
    expect(calls('listCameras')).toBe(1);
  });

  it.each(['listCameras', 'recordingStatus', 'sequences', 'snapshot', 'startRecording', 'video'] as const)(
    'ends with the time of the call: %s',
    async (operation) => {
      const { client, clock, cameras, calls } = await given();
      const deviceId = cameras.find(({ enabled, recording }) => enabled && !recording)?.deviceId ?? '';
      const startTime = new Date(Date.now() - 3_600_000);
      vms().addFault({ kind: 'stall', afterBytes: 0, match: { operation } });
      const call = {
        listCameras: () => client.listCameras(page),
        recordingStatus: () => client.getRecordingStatus(deviceId),
        sequences: () => client.querySequences({ deviceId, startTime, endTime: new Date() }),
        snapshot: () => client.getSnapshot(deviceId, startTime),
        startRecording: () => client.startRecording({ deviceId, durationSeconds: 60, triggeredBy: 'test' }),
        video: () => client.getVideoStream({ deviceId, startTime, speed: 1 }),
      }[operation];

      const failure = failureOf(call());
      await expect.poll(() => calls(operation)).toBeGreaterThan(0);
      clock.advance(TIMEOUT_MS);

      expect(await failure).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('10 s') });
      expect(clock.pending).toEqual([]);
    },
  );
});

describe.each(dialects)('one camera that a VMS which speaks %s cannot reach', (api) => {
  /** What is gone takes a camera with it: with `xprotect` a recording server, which the client speaks to itself. */
  async function givenGone() {
    const clock = new FakeClock();
    const client = clientOf(vms(), api, { retryAttempts: 1 }, { clock });
    const { cameras } = await client.listCameras({ ...page, enabled: true });
    const [here] = cameras;
    const there = cameras.find(({ recordingServer }) => recordingServer !== here?.recordingServer);
    if (!here || !there) throw new Error('The site has one recording server only.');
    await client.getRecordingStatus(there.deviceId);
    const setGone = (isGone: boolean) => {
      vms().clearFaults();
      if (api === 'xprotect') vms().setRecorderDown(1, isGone);
      else if (isGone) {
        const match = { cameraId: here.deviceId };
        vms().addFault({ kind: 'status', status: 503, calls: 'all', match });
      }
    };
    setGone(true);
    return { clock, client, gone: here.deviceId, there: there.deviceId, setGone };
  }

  it('costs the others nothing, and is there again with what it needs', async () => {
    const { clock, client, gone, there, setGone } = await givenGone();

    for (let call = 0; call < 5; call += 1) {
      expect(await failureOf(client.getRecordingStatus(gone))).toMatchObject({ kind: 'unavailable' });
    }
    await expect(client.getRecordingStatus(there)).resolves.toHaveProperty('isRecording');
    const failure = await failureOf(client.getRecordingStatus(gone));
    // A recorder that the client asks itself is spared, and the caller told for how long.
    expect(failure).toMatchObject({ retryAfterSeconds: api === 'xprotect' ? expect.any(Number) : undefined });

    setGone(false);
    clock.advance(30_000);
    await expect(client.getRecordingStatus(gone)).resolves.toHaveProperty('isRecording');
  });
});
