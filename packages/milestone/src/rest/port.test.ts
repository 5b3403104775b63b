import { describe, expect, it } from 'vitest';
import { CAMERA, CAMERAS, given, RECORDINGS } from '../testing/given.ts';
import { json } from '../testing/scripted-vms.ts';

describe('cameras', () => {
  it('are listed page by page, filtered by the VMS', async () => {
    const { client, vms } = await given();

    const page = await client.listCameras({ limit: 5, offset: 10, enabled: true });

    expect(page).toEqual({
      total: 1,
      cameras: [
        {
          deviceId: CAMERA.id,
          name: 'Main Entrance',
          enabled: true,
          state: 'online',
          recording: true,
          recordingServer: 'Recording Server 1',
          liveStreamUrl: 'rtsp://milestone:7563/live',
          ptz: { pan: true, tilt: true, zoom: false },
          metadata: { manufacturer: 'Axis' },
        },
      ],
    });
    expect(vms.calls(`GET ${CAMERAS}`).map(({ query }) => Object.fromEntries(query))).toEqual([
      { limit: '5', offset: '10', enabled: 'true' },
    ]);
  });

  it('come alone with less said about them', async () => {
    const { client, vms } = await given();
    const { id, name, enabled, recording } = CAMERA;
    vms.on(`GET ${CAMERAS}/${id}`, json({ id, name, enabled, recording, streamUrls: { live: 'rtsp://x' } }));

    await expect(client.getCamera(id)).resolves.toEqual({
      deviceId: id,
      name,
      enabled,
      state: 'online',
      recording,
      recordingServer: '',
      liveStreamUrl: 'rtsp://x',
      ptz: { pan: false, tilt: false, zoom: false },
      metadata: {},
    });
  });

  it.each([
    ['online', true, 'online'],
    ['ERROR', true, 'error'],
    ['rebooting', true, 'online'],
    [null, true, 'online'],
    [null, false, 'offline'],
  ])(
    'say %j of their condition; enabled (%s) stands for what they do not say',
    async (status, enabled, state) => {
      const { client, vms } = await given();
      const { id, name } = CAMERA;
      vms.on(`GET ${CAMERAS}/${id}`, json({ id, name, enabled, status }));

      await expect(client.getCamera(id)).resolves.toMatchObject({ deviceId: id, state });
    },
  );

  it('that the VMS does not have are not found', async () => {
    const { client } = await given();

    await expect(client.getCamera('nobody')).rejects.toMatchObject({ kind: 'not-found', missing: 'camera' });
  });

  it.each(['', '.', '..'])('with an id that is an address (%j) are not even asked for', async (id) => {
    const { client, vms } = await given();

    await expect(client.getCamera(id)).rejects.toMatchObject({ kind: 'not-found' });
    expect(vms.seen).toEqual([]);
  });

  it('are asked for by their very id, whatever is in it', async () => {
    const { client, vms } = await given();
    const id = 'a/b?c#d e';
    vms.on(`GET ${CAMERAS}/${encodeURIComponent(id)}`, json({ ...CAMERA, id }));

    await expect(client.getCamera(id)).resolves.toMatchObject({ deviceId: id });
  });
});

describe('recordings', () => {
  it('start with the duration and the reason', async () => {
    const { client, vms } = await given();
    const answer = {
      recordingId: 'rec_1',
      cameraId: CAMERA.id,
      startTime: '2026-03-01T12:00:00Z',
      estimatedEndTime: '2026-03-01T12:15:00Z',
      status: 'recording',
    };
    vms.on(`POST ${RECORDINGS}/start`, json(answer));
    const request = { deviceId: CAMERA.id, durationSeconds: 900, triggeredBy: 'omar', description: 'Door' };

    await expect(client.startRecording(request)).resolves.toEqual({
      deviceId: CAMERA.id,
      recordingId: 'rec_1',
      startTime: new Date('2026-03-01T12:00:00Z'),
      estimatedEndTime: new Date('2026-03-01T12:15:00Z'),
    });
    expect(vms.calls(`POST ${RECORDINGS}/start`).map(({ body }) => body)).toEqual([
      { durationSeconds: 900, triggerBy: 'omar', description: 'Door' },
    ]);
  });

  it('do not start where one runs', async () => {
    const { client, vms } = await given();
    vms.on(`POST ${RECORDINGS}/start`, json({ error: 'already recording' }, 409));

    const starting = client.startRecording({ deviceId: CAMERA.id, durationSeconds: 60, triggeredBy: 'omar' });

    await expect(starting).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('stop and tell how long they were', async () => {
    const { client, vms } = await given();
    vms.on(`POST ${RECORDINGS}/stop`, json({ recordingId: 'rec_1', actualDuration: 847, status: 'stopped' }));

    await expect(client.stopRecording(CAMERA.id, 'rec_1')).resolves.toEqual({
      recordingId: 'rec_1',
      actualDurationSeconds: 847,
    });
    expect(vms.calls(`POST ${RECORDINGS}/stop`).map(({ body }) => body)).toEqual([{ recordingId: 'rec_1' }]);
  });

  it('that are over cannot be stopped', async () => {
    const { client } = await given();

    await expect(client.stopRecording(CAMERA.id, 'rec_1')).rejects.toMatchObject({
      kind: 'not-found',
      missing: 'recording',
    });
  });

  it('tell how far they are', async () => {
    const { client, vms } = await given();
    const current = { recordingId: 'rec_1', elapsedSeconds: 245, remainingSeconds: 655 };
    const currentRecording = { ...current, startTime: '2026-03-01T12:00:00Z' };
    vms.once(`GET ${RECORDINGS}/status`, json({}, 401), json({ isRecording: true, currentRecording }));
    vms.on(`GET ${RECORDINGS}/status`, json({ isRecording: false, currentRecording: null }));

    await expect(client.getRecordingStatus(CAMERA.id)).resolves.toEqual({
      isRecording: true,
      ...current,
      startTime: new Date('2026-03-01T12:00:00Z'),
    });
    await expect(client.getRecordingStatus(CAMERA.id)).resolves.toEqual({ isRecording: false });
  });
});

describe('what the VMS can do', () => {
  it.each([
    [undefined, { reverseVideo: true, serverSideSpeed: true, speeds: [-8, -4, -2, -1, 1, 2, 4, 8] }],
    [[1], { reverseVideo: false, serverSideSpeed: false, speeds: [1] }],
    [[1, 2], { reverseVideo: false, serverSideSpeed: true, speeds: [1, 2] }],
    [[-1, 1], { reverseVideo: true, serverSideSpeed: true, speeds: [-1, 1] }],
  ])('is what it is said to send: %o', async (videoSpeeds, able) => {
    const { client } = await given(videoSpeeds && { videoSpeeds });

    expect(await client.capabilities()).toMatchObject(able);
  });
});

describe('every call', () => {
  it('is reported with its outcome and its time, and carries the id of the request it serves', async () => {
    const { client, vms, reports } = await given();
    await client.capabilities();
    await client.listCameras({ limit: 1, offset: 0 });
    await client.getCamera('nobody').catch(() => undefined);

    expect(reports).toEqual([
      { dialect: 'rest', operation: 'capabilities', outcome: 'ok', durationMs: 0 },
      { dialect: 'rest', operation: 'listCameras', outcome: 'ok', durationMs: 0 },
      { dialect: 'rest', operation: 'getCamera', outcome: 'not-found', durationMs: 0 },
    ]);
    expect(vms.seen.map(({ headers }) => headers['x-request-id'])).toEqual(Array(3).fill('request-1'));
  });
});
