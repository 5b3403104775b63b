import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { envelope, givenRecorder, RECORDING_SEQUENCE } from '../../testing/recorder-site.ts';

const Entries = z.object({ SequenceEntry: z.array(z.object({ TimeBegin: z.date(), TimeEnd: z.date() })) });

describe('sequences', () => {
  it('are of the types that a recorder tells, trigger first, and of no other', async () => {
    const { call, token, camera } = await givenRecorder();
    const types = await call('SequencesGetTypes', { token, deviceId: camera(1) });
    expect(types).toEqual({
      SequenceType: [
        { Id: '0601d294-b7e5-4d93-9614-9658561ad5e4', Name: 'RecordingWithTriggerSequence' },
        { Id: RECORDING_SEQUENCE, Name: 'RecordingSequence' },
        { Id: '53cb5e33-2183-44bd-9491-8364d2457480', Name: 'MotionSequence' },
      ],
    });
    const query = { token, deviceId: camera(1), maxCount: 1 };
    const range = { minTime: '2026-03-01T10:00:00Z', maxTime: '2026-03-01T12:00:00Z' };
    await expect(
      call('SequencesGet', { ...query, ...range, sequenceType: '6f0a1f0e-0000-4000-8000-000000000001' }),
    ).rejects.toThrow('is unknown');
    await expect(
      call('SequencesGet', { ...query, ...range, sequenceType: RECORDING_SEQUENCE.toUpperCase() }),
    ).resolves.toMatchObject({ SequenceEntry: [{}] });
  });

  it('come whole, oldest first, as many as asked for', async () => {
    const { call, token, camera } = await givenRecorder();
    const [minTime, maxTime] = ['2026-03-01T10:00:00Z', '2026-03-01T12:00:00Z'];
    const query = { token, deviceId: camera(4), sequenceType: RECORDING_SEQUENCE, minTime, maxTime };
    const entriesOf = (answer: unknown) => Entries.parse(answer).SequenceEntry;
    const all = entriesOf(await call('SequencesGet', { ...query, maxCount: 1000 }));
    expect(all.length).toBeGreaterThan(3);
    expect(all.map(({ TimeBegin }) => TimeBegin.getTime())).toEqual(
      all.map(({ TimeBegin }) => TimeBegin.getTime()).toSorted((a, b) => a - b),
    );
    expect(entriesOf(await call('SequencesGet', { ...query, maxCount: 2 }))).toEqual(all.slice(0, 2));

    // A window inside the first entry gets all of it.
    const [first] = all;
    const inside = first && new Date((first.TimeBegin.getTime() + first.TimeEnd.getTime()) / 2).toISOString();
    const within = entriesOf(
      await call('SequencesGet', {
        ...query,
        minTime: inside,
        maxTime: inside?.replace('Z', '1Z'),
        maxCount: 9,
      }),
    );
    expect(within).toEqual([first]);
  });

  it('that there are none of are an empty element', async () => {
    const { post, token, camera } = await givenRecorder();
    const answer = await post(
      1,
      envelope(
        `<SequencesGet xmlns="http://videoos.net/2/XProtectCSRecorderCommand"><token>${token}</token>` +
          `<deviceId>${camera(1)}</deviceId><sequenceType>${RECORDING_SEQUENCE}</sequenceType>` +
          '<minTime>2020-01-01T00:00:00Z</minTime><maxTime>2020-01-02T00:00:00Z</maxTime><maxCount>9</maxCount>' +
          '</SequencesGet>',
      ),
    );
    expect(await answer.text()).toContain('<SequencesGetResult/>');
  });

  it('around a moment count one that begins there as after it', async () => {
    const { call, token, camera, manual, clock } = await givenRecorder();
    clock.advance(0.211);
    await manual('StartManualRecording', camera(4));
    clock.advance(10);
    const around = (maxCountBefore: number, maxCountAfter: number) =>
      call('SequencesGetAround', {
        token,
        deviceId: camera(4),
        sequenceType: RECORDING_SEQUENCE,
        centerTime: '2026-03-01T12:34:54Z',
        maxCountBefore,
        maxCountAfter,
      });
    const begins = (answer: unknown) => JSON.stringify(answer).match(/"TimeBegin":"[^"]+"/g) ?? [];
    expect(begins(await around(0, 5))).toEqual(['"TimeBegin":"2026-03-01T12:34:54.000Z"']);
    expect(begins(await around(1, 0))).not.toContain('"TimeBegin":"2026-03-01T12:34:54.000Z"');
  });
});
