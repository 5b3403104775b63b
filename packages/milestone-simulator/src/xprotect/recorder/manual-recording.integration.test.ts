import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseScenario } from '../../scenario/read-scenario.ts';
import { givenRecorder, RECORDING_SEQUENCE } from '../../testing/recorder-site.ts';
import { TestClient } from '../../testing/test-client.ts';

const Entries = z.object({
  SequenceEntry: z.array(z.object({ TimeBegin: z.date(), TimeTrigged: z.date(), TimeEnd: z.date() })),
});
const Limit = z.object({
  manualRecordingTimeoutEnabled: z.boolean(),
  manualRecordingTimeoutMinutes: z.number(),
});
const Prebuffer = z.object({ prebufferSeconds: z.number() });

describe('a manual recording', () => {
  it('starts without a duration and is ended by the camera after five minutes, unseen', async () => {
    const { manual, isRecording, camera, clock } = await givenRecorder();
    await expect(manual('StartManualRecording', camera(1))).resolves.toEqual({
      ManualRecordingResult: [{ DeviceId: camera(1), ResultCode: 0, Message: 'Success' }],
    });
    clock.advance(299);
    expect(await isRecording(camera(1))).toBe(true);
    clock.advance(1);
    expect(await isRecording(camera(1))).toBe(false);
  });

  it('is not prolonged by a second start', async () => {
    const { manual, isRecording, camera, clock } = await givenRecorder();
    await manual('StartManualRecording', camera(1));
    clock.advance(200);
    await manual('StartManualRecording', camera(1));
    clock.advance(100);
    expect(await isRecording(camera(1))).toBe(false);
  });

  it('follows the camera’s own timeout, which the configuration tells', async () => {
    const { manual, isRecording, camera, clock, simulator, data } = await givenRecorder({
      vmsTokenLifetimeSeconds: 7 * 86_400,
    });
    simulator.limitManualRecording(camera(1), 15);
    simulator.limitManualRecording(camera(2), undefined);
    const settings = (id: string) => data(`/cameras/${id}`);
    expect(await settings(camera(1))).toMatchObject({
      manualRecordingTimeoutEnabled: true,
      manualRecordingTimeoutMinutes: 15,
    });
    expect(await settings(camera(2))).toMatchObject({ manualRecordingTimeoutEnabled: false });

    await manual('StartManualRecording', camera(1), camera(2));
    clock.advance(899);
    expect([await isRecording(camera(1)), await isRecording(camera(2))]).toEqual([true, true]);
    clock.advance(86_400);
    expect([await isRecording(camera(1)), await isRecording(camera(2))]).toEqual([false, true]);
  });

  it('ends after as long as the scenario says of its camera, until the control API says otherwise', async () => {
    const scenario = parseScenario(
      'cameras: [{ name: Usual }, { name: Short, recordingTimeoutMinutes: 2 }, { name: Endless, recordingTimeoutMinutes: 0 }]',
      'site.yaml',
    );
    const { simulator, data, camera, management } = await givenRecorder({}, { scenario });
    const limits = async () => {
      const all = await Promise.all([1, 2, 3].map((number) => data(`/cameras/${camera(number)}`)));
      return all.map((settings) => {
        const limit = Limit.parse(settings);
        return limit.manualRecordingTimeoutEnabled ? limit.manualRecordingTimeoutMinutes : 'never';
      });
    };
    const change = (number: number, recordingTimeoutMinutes: number) =>
      fetch(`${simulator.url}/_sim/cameras/${camera(number)}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ recordingTimeoutMinutes }),
      });

    expect(await limits()).toEqual([5, 2, 'never']);
    await change(1, 0);
    await change(3, 7);
    expect(await limits()).toEqual(['never', 2, 7]);
    const site = JSON.stringify(await management('GetConfiguration', { token: '' }));
    expect(site.match(/"StopManualRecordingSeconds":\d+/g)).toEqual(
      [0, 120, 420].map((seconds) => `"StopManualRecordingSeconds":${seconds}`),
    );
  });

  it('stops once, and a stop of what does not run succeeds', async () => {
    const { manual, isRecording, camera, simulator } = await givenRecorder();
    await manual('StartManualRecording', camera(1));
    await manual('StopManualRecording', camera(1));
    expect(await isRecording(camera(1))).toBe(false);
    const again = await manual('StopManualRecording', camera(1));
    expect(again).toMatchObject({ ManualRecordingResult: [{ ResultCode: 0 }] });
    expect(Object.values(simulator.state().recordingStops)).toEqual([1]);
  });

  it('fails for a disabled camera, and for one of another recorder, without spoiling the others', async () => {
    const { manual, isRecording, camera } = await givenRecorder();
    // Camera 28 is disabled, camera 3 is on the second recorder.
    const answer = await manual('StartManualRecording', camera(28), camera(3), camera(1));
    expect(answer).toEqual({
      ManualRecordingResult: [
        { DeviceId: camera(28), ResultCode: 1, Message: 'The camera is disabled and cannot record.' },
        { DeviceId: camera(3), ResultCode: 2, Message: 'Unknown device' },
        { DeviceId: camera(1), ResultCode: 0, Message: 'Success' },
      ],
    });
    expect(await isRecording(camera(1))).toBe(true);
  });
});

describe('the recording flag', () => {
  it('stays where a rule records, though no manual recording runs any more', async () => {
    const { manual, isRecording, simulator, status, token } = await givenRecorder();
    // Every third camera is on the other recorder.
    const here = simulator.state().cameras.filter(({ number }) => number % 3 !== 0);
    const { id = '' } = here.find(({ recording }) => recording) ?? {};
    const call = await status(1);
    const flag = async () =>
      JSON.stringify(await call('GetCurrentDeviceStatus', { token, deviceIds: { guid: [id] } }));

    await manual('StartManualRecording', id);
    await manual('StopManualRecording', id);

    expect(await isRecording(id)).toBe(false);
    expect(await flag()).toContain('"Recording":true');
  });
});

describe('the sequence of a manual recording', () => {
  /** A camera of the first recorder, and its newest sequence in both dialects. */
  async function givenSequences(choose: (camera: { mode: string; recording: boolean }) => boolean) {
    const site = await givenRecorder();
    const { call, token, clock, simulator } = site;
    const rest = await TestClient.login(simulator.url);
    // Every third camera is on the other recorder.
    const found = simulator.state().cameras.find((camera) => camera.number % 3 !== 0 && choose(camera));
    const id = found?.id ?? '';
    const at = (offsetMs: number) => new Date(clock.now().getTime() + offsetMs).toISOString();
    const newest = async () => {
      const query = { token, deviceId: id, sequenceType: RECORDING_SEQUENCE, maxCount: 9 };
      const window = { minTime: at(-60_000), maxTime: at(60_000) };
      const answer = await call('SequencesGet', { ...query, ...window });
      const { TimeBegin, TimeTrigged, TimeEnd } = Entries.parse(answer).SequenceEntry.at(-1) ?? {};
      return { begin: TimeBegin?.getTime(), triggered: TimeTrigged?.getTime(), end: TimeEnd?.getTime() };
    };
    const newestByRest = async () => {
      const { sequences } = await rest.footage(id, at(-6 * 3_600_000), at(60_000));
      const { startTime = '', endTime = '' } = sequences.at(-1) ?? {};
      return { begin: Date.parse(startTime), end: Date.parse(endTime) };
    };
    return { ...site, id, newest, newestByRest };
  }

  it('begins within the prebuffer, tells when it was asked for, and grows until it is stopped', async () => {
    const { id, newest, newestByRest, manual, clock, data } = await givenSequences(
      ({ recording, mode }) => !recording && mode === 'motion',
    );
    const { prebufferSeconds } = Prebuffer.parse(await data(`/cameras/${id}`));
    const triggered = clock.now().getTime();
    await manual('StartManualRecording', id);

    clock.advance(10);
    const growing = await newest();
    const growingByRest = await newestByRest();
    clock.advance(10);
    const grown = await newest();
    await manual('StopManualRecording', id);
    clock.advance(0.5);
    const over = await newest();

    expect(growing.begin).toBe(Math.ceil((triggered - prebufferSeconds * 1000) / 1000) * 1000);
    expect(growing).toMatchObject({ triggered, end: triggered + 10_000 });
    expect(growingByRest).toEqual({ begin: growing.begin, end: growing.end });
    expect(grown).toEqual({ ...growing, end: triggered + 20_000 });
    expect(over).toEqual({ ...growing, end: Math.ceil((triggered + 20_000) / 1000) * 1000 });
  });

  it('is the one that a rule records already, which goes on after the stop', async () => {
    const { id, newest, newestByRest, manual, clock, isRecording } = await givenSequences(
      ({ recording }) => recording,
    );
    const before = await newest();
    clock.advance(5);
    await manual('StartManualRecording', id);
    clock.advance(5);
    const during = await newest();
    await manual('StopManualRecording', id);
    clock.advance(5);

    expect(await isRecording(id)).toBe(false);
    expect(during).toEqual({ ...before, end: clock.now().getTime() - 5_000 });
    expect(await newest()).toEqual({ ...before, end: clock.now().getTime() });
    expect(await newestByRest()).toEqual({ begin: before.begin, end: clock.now().getTime() });
  });
});
