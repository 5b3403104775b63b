import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { envelope, givenRecorder } from '../../testing/recorder-site.ts';

const Around = z.object({
  result: z.object({ sequences: z.array(z.object({ timeEnd: z.string() })) }),
});

describe('a picture', () => {
  it('that does not exist has the least time and no data', async () => {
    const { post, token, camera } = await givenRecorder();
    const answer = await post(
      1,
      envelope(
        `<JPEGGetAtOrBefore xmlns="http://videoos.net/2/XProtectCSRecorderCommand"><token>${token}</token>` +
          `<deviceId>${camera(1)}</deviceId><time>2020-01-01T00:00:00Z</time></JPEGGetAtOrBefore>`,
      ),
    );
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain('<Time>0001-01-01T00:00:00</Time>');
    expect(text).not.toContain('<Data>');
  });

  it('at or before a moment in a gap is the last one before it, and says when it was taken', async () => {
    const { call, token, camera, rest } = await givenRecorder({ version: '2025R3' });
    const around = await rest(`/cameras/${camera(4)}?task=GetSequences`, {
      method: 'POST',
      body: {
        sequenceType: 'RecordingSequence',
        time: '2026-03-01T12:00:00Z',
        timeBefore: '000.02:00:00',
        timeAfter: '000.00:00:00',
        maxCountBefore: 1,
        maxCountAfter: 0,
      },
    });
    const [{ timeEnd } = { timeEnd: '' }] = Around.parse(await around.json()).result.sequences;
    const later = new Date(Date.parse(timeEnd) + 2000).toISOString();
    const answer = await call('JPEGGetAtOrBefore', { token, deviceId: camera(4), time: later });
    expect(answer).toMatchObject({ Data: expect.stringMatching(/^\/9j\//) });
    expect(answer).toMatchObject({ Time: new Date(Math.floor(Date.parse(timeEnd) - 1000 / 15)) });
  });

  it('of now comes from the recorder and, in newer releases, by a task; without one where nothing comes', async () => {
    const { call, token, camera, rest, simulator } = await givenRecorder({ version: '2025R3' });
    const task = (body?: unknown) => rest(`/cameras/${camera(1)}?task=JpegGetLive`, { method: 'POST', body });
    const size = { width: 640, height: 360 };
    const live = () => call('JPEGGetLive', { token, deviceId: camera(1), maxWidth: 640, maxHeight: 360 });
    const jpeg = expect.stringMatching(/^\/9j\//);

    expect(await live()).toMatchObject({ Data: jpeg, Time: new Date('2026-03-01T12:34:56.733Z') });
    expect(await (await task(size)).json()).toEqual({
      result: { state: 'Success', frameDateTime: '2026-03-01T12:34:56.733Z', jpegDataAsBase64: jpeg },
    });
    expect((await task()).status).toBe(400);
    simulator.changeCamera(camera(1), { state: 'offline' });
    expect(await (await task(size)).json()).toEqual({ result: { state: 'Success' } });
    expect(await live()).not.toHaveProperty('Data');
  });
});
