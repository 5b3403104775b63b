import { describe, expect, it } from 'vitest';
import { CAMERA, CAMERAS, given } from '../testing/given.ts';
import { json } from '../testing/scripted-vms.ts';

const range = {
  deviceId: CAMERA.id,
  startTime: new Date('2026-03-01T10:00:00Z'),
  endTime: new Date('2026-03-01T14:00:00Z'),
};
const SEQUENCES = `GET ${CAMERAS}/${CAMERA.id}/sequences`;

describe('footage', () => {
  const answer = {
    cameraId: CAMERA.id,
    sequences: [
      {
        sequenceId: 's1',
        startTime: '2026-03-01T09:30:00Z',
        endTime: '2026-03-01T11:30:00Z',
        available: true,
        sizeBytes: 400,
      },
      { sequenceId: 's2', startTime: '2026-03-01T11:45:00Z', endTime: null },
    ],
    gaps: [{ startTime: '2026-03-01T11:30:00Z', endTime: '2026-03-01T11:45:00Z', reason: 'camera lost' }],
  };

  it('fits the asked range; what still grows ends now', async () => {
    const { client, vms } = await given();
    vms.on(SEQUENCES, json(answer));

    await expect(client.querySequences(range)).resolves.toEqual({
      sequences: [
        {
          sequenceId: 's1',
          startTime: range.startTime,
          endTime: new Date('2026-03-01T11:30:00Z'),
          available: true,
          sizeBytes: 300,
        },
        {
          sequenceId: 's2',
          startTime: new Date('2026-03-01T11:45:00Z'),
          endTime: new Date('2026-03-01T12:00:00Z'),
          available: true,
        },
      ],
      gaps: [
        {
          startTime: new Date('2026-03-01T11:30:00Z'),
          endTime: new Date('2026-03-01T11:45:00Z'),
          reason: 'camera lost',
        },
        { startTime: new Date('2026-03-01T12:00:00Z'), endTime: range.endTime },
      ],
      storage: {},
    });
    expect(vms.calls(SEQUENCES).map(({ query }) => Object.fromEntries(query))).toEqual([
      { startTime: '2026-03-01T10:00:00.000Z', endTime: '2026-03-01T14:00:00.000Z' },
    ]);
  });

  it('comes with what the VMS tells of its pictures and its keeping', async () => {
    const { client, vms } = await given();
    const [first, second] = answer.sequences;
    const told = { quality: 'high', fps: 25, resolution: '1920x1080' };
    const metadata = { recordingServer: 'Recording Server 1', storageLocation: 'SAN-01', retentionDays: 30 };
    vms.on(SEQUENCES, json({ ...answer, metadata, sequences: [{ ...first, ...told }, second] }));

    const { sequences, storage } = await client.querySequences(range);

    expect(storage).toEqual(metadata);
    expect(sequences).toMatchObject([told, { sequenceId: 's2' }]);
    expect(Object.keys(sequences[1] ?? {})).toEqual(['sequenceId', 'startTime', 'endTime', 'available']);
  });

  it('is told though the VMS says nonsense of its pictures and its keeping', async () => {
    const { client, vms } = await given();
    const nonsense = { quality: 7, fps: -1, resolution: '' };
    const metadata = { recordingServer: null, storageLocation: ' ', retentionDays: 'long' };
    vms.once(SEQUENCES, json({ sequences: [{ ...answer.sequences[0], ...nonsense }], metadata }));
    vms.on(SEQUENCES, json({ sequences: [], gaps: null, metadata: 'none' }));

    const footage = await client.querySequences(range);

    expect(footage.storage).toEqual({});
    expect(footage.sequences.map((sequence) => Object.keys(sequence))).toEqual([
      ['sequenceId', 'startTime', 'endTime', 'available', 'sizeBytes'],
    ]);
    expect((await client.querySequences(range)).storage).toEqual({});
  });

  it('is summed up', async () => {
    const { client, vms } = await given();
    vms.on(SEQUENCES, json(answer));

    await expect(client.getRecordingMetadata(range)).resolves.toEqual({
      ...range,
      firstFootageTime: range.startTime,
      lastFootageTime: new Date('2026-03-01T12:00:00Z'),
      sequenceCount: 2,
      recordedSeconds: 6300,
      gapSeconds: 8100,
      coverage: 0.4375,
    });
  });

  it('may be nothing at all', async () => {
    const { client, vms } = await given();
    vms.on(SEQUENCES, json({ sequences: [] }));

    await expect(client.getRecordingMetadata(range)).resolves.toEqual({
      ...range,
      sequenceCount: 0,
      recordedSeconds: 0,
      gapSeconds: 14_400,
      coverage: 0,
    });
  });
});
