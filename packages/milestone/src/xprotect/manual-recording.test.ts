import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { failureOf } from '../testing/given.ts';
import { CAMERA_ID, givenXProtect, json, sequences } from './testing/scripted-xprotect.ts';
import { camera, isRecording, started } from './testing/site.ts';

describe('manual recording', () => {
  const ask = { deviceId: CAMERA_ID, durationSeconds: 900, triggeredBy: 'omar' };
  const limited = (fields: object) => json({ data: camera(CAMERA_ID, { ...fields }) });

  it('is refused beforehand where the camera would end it early, with the reason', async () => {
    const { client, vms } = await givenXProtect();
    vms.on(
      `cameras/${CAMERA_ID}`,
      limited({ manualRecordingTimeoutEnabled: true, manualRecordingTimeoutMinutes: 5 }),
    );

    expect(await failureOf(client.startRecording(ask))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('after 5 min'),
    });
    expect(vms.calls('StartManualRecording')).toEqual([]);
  });

  it('is never started before the VMS was asked whether it runs, nor when it does', async () => {
    const { client, vms } = await givenXProtect();
    vms.on(`cameras/${CAMERA_ID}`, limited({ manualRecordingTimeoutEnabled: false }));
    vms.on('IsManualRecording', isRecording(true));

    expect(await failureOf(client.startRecording(ask))).toMatchObject({ kind: 'conflict' });
    expect(vms.calls('StartManualRecording')).toEqual([]);
  });

  it('is not started twice, though the answer is lost', async () => {
    const { client, vms } = await givenXProtect();
    vms.on(`cameras/${CAMERA_ID}`, limited({ manualRecordingTimeoutEnabled: false }));
    vms.on('IsManualRecording', isRecording(false));
    vms.on('StartManualRecording', { status: 503, body: '' });

    expect(await failureOf(client.startRecording(ask))).toMatchObject({ kind: 'unavailable' });
    expect(vms.calls('StartManualRecording')).toHaveLength(1);
  });

  it('has the time at which it was asked for, though the answer is lost and its footage is older', async () => {
    const clock = new FakeClock();
    const askedAt = new Date(clock.now());
    const { client, vms } = await givenXProtect({}, { clock });
    vms.on(`cameras/${CAMERA_ID}`, limited({ manualRecordingTimeoutEnabled: false }));
    vms.on('IsManualRecording', isRecording(false));
    vms.on('StartManualRecording', { status: 503, body: '' });
    await failureOf(client.startRecording(ask));
    vms.on('IsManualRecording', isRecording(true));
    clock.advance(20_000);

    const status = await client.getRecordingStatus(CAMERA_ID);
    expect(status).toMatchObject({ isRecording: true, startTime: askedAt, elapsedSeconds: 20 });
    expect(status).not.toHaveProperty('startIsGuessed');
    expect(vms.calls('SequencesGet')).toEqual([]);
  });

  it.each([
    ['the camera is switched off', { enabled: false }, started(0), /disabled/],
    ['recording is switched off', { recordingEnabled: false }, started(0), /switched off/],
    ['the recorder says so', {}, started(7, 'No disk'), /No disk/],
  ])('fails where %s', async (_what, fields, answer, words) => {
    const { client, vms } = await givenXProtect();
    vms.on(`cameras/${CAMERA_ID}`, limited({ manualRecordingTimeoutEnabled: false, ...fields }));
    vms.on('IsManualRecording', isRecording(false));
    vms.on('StartManualRecording', answer);

    expect(await failureOf(client.startRecording(ask))).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(words),
    });
  });

  it('is switched by the gateway where the release lists that task', async () => {
    const { client, vms } = await givenXProtect();
    vms.on(`cameras/${CAMERA_ID}`, (query) =>
      query.includes('tasks')
        ? json({ tasks: [{ id: 'StartRecording' }, { id: 'StopRecording' }] })
        : limited({ manualRecordingTimeoutEnabled: false }),
    );
    vms.on('IsManualRecording', isRecording(false));
    vms.on(`POST cameras/${CAMERA_ID}?task=StartRecording`, json({ result: { state: 'Success' } }));
    vms.on(`POST cameras/${CAMERA_ID}?task=StopRecording`, json({ result: { state: 'Success' } }));
    vms.once(`POST cameras/${CAMERA_ID}?task=StopRecording`, json({}, 503));

    const { recordingId } = await client.startRecording(ask);
    vms.on('IsManualRecording', isRecording(true));
    const status = await client.getRecordingStatus(CAMERA_ID);
    await client.stopRecording(CAMERA_ID, recordingId);

    expect(status).toMatchObject({ isRecording: true, recordingId });
    expect(vms.calls(`POST cameras/${CAMERA_ID}?task=StartRecording`)).toHaveLength(1);
    // What may be done to a camera is asked for once.
    expect(vms.calls(`cameras/${CAMERA_ID}`).filter(({ body }) => body.includes('tasks'))).toHaveLength(1);
    // To stop twice is to stop once.
    expect(vms.calls(`POST cameras/${CAMERA_ID}?task=StopRecording`)).toHaveLength(2);
    expect(vms.calls('StartManualRecording')).toEqual([]);
  });

  it('of somebody else has the age of the newest sequence', async () => {
    const clock = new FakeClock();
    const { client, vms } = await givenXProtect({}, { clock });
    const begun = new Date(clock.now());
    clock.advance(20_000);
    vms.on('IsManualRecording', isRecording(true));
    for (const method of ['SequencesGet', 'SequencesGetAround']) {
      vms.on(method, sequences(method, [begun.toISOString(), new Date(clock.now()).toISOString()]));
    }

    await expect(client.getRecordingStatus(CAMERA_ID)).resolves.toMatchObject({
      isRecording: true,
      startIsGuessed: true,
      startTime: begun,
      elapsedSeconds: 20,
      remainingSeconds: 280,
    });
  });
});
