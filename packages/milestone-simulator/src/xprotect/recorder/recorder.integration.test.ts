import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { givenXProtect } from '../../testing/xprotect-site.ts';

const Entries = z.object({ SequenceEntry: z.array(z.object({ TimeBegin: z.date(), TimeEnd: z.date() })) });
const Around = z.object({
  result: z.object({ sequences: z.array(z.object({ timeEnd: z.string() })) }),
});

const Prebuffer = z.object({ prebufferSeconds: z.number() });

const RECORDING = 'f9c62604-d0c5-4050-ae25-72de51639b14';

async function givenRecorder(options: Parameters<typeof givenXProtect>[0] = {}) {
  const site = await givenXProtect(options);
  const token = await site.login();
  const call = await site.recorder(1);
  const manual = (method: string, ...cameras: string[]) =>
    call(method, { token, deviceIds: { guid: cameras } });
  const isRecording = async (camera: string) => {
    const answer = await manual('IsManualRecording', camera);
    return JSON.stringify(answer).includes('"IsManualRecording":true');
  };
  return { ...site, token, call, manual, isRecording };
}

const envelope = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;

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

describe('sequences', () => {
  it('are of the types that a recorder tells, trigger first, and of no other', async () => {
    const { call, token, camera } = await givenRecorder();
    const types = await call('SequencesGetTypes', { token, deviceId: camera(1) });
    expect(types).toEqual({
      SequenceType: [
        { Id: '0601d294-b7e5-4d93-9614-9658561ad5e4', Name: 'RecordingWithTriggerSequence' },
        { Id: RECORDING, Name: 'RecordingSequence' },
        { Id: '53cb5e33-2183-44bd-9491-8364d2457480', Name: 'MotionSequence' },
      ],
    });
    const query = { token, deviceId: camera(1), maxCount: 1 };
    const range = { minTime: '2026-03-01T10:00:00Z', maxTime: '2026-03-01T12:00:00Z' };
    await expect(
      call('SequencesGet', { ...query, ...range, sequenceType: '6f0a1f0e-0000-4000-8000-000000000001' }),
    ).rejects.toThrow('is unknown');
    await expect(
      call('SequencesGet', { ...query, ...range, sequenceType: RECORDING.toUpperCase() }),
    ).resolves.toMatchObject({ SequenceEntry: [{}] });
  });

  it('come whole, oldest first, as many as asked for', async () => {
    const { call, token, camera } = await givenRecorder();
    const [minTime, maxTime] = ['2026-03-01T10:00:00Z', '2026-03-01T12:00:00Z'];
    const query = { token, deviceId: camera(4), sequenceType: RECORDING, minTime, maxTime };
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
          `<deviceId>${camera(1)}</deviceId><sequenceType>${RECORDING}</sequenceType>` +
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
        sequenceType: RECORDING,
        centerTime: '2026-03-01T12:34:57Z',
        maxCountBefore,
        maxCountAfter,
      });
    const begins = (answer: unknown) => JSON.stringify(answer).match(/"TimeBegin":"[^"]+"/g) ?? [];
    expect(begins(await around(0, 5))).toEqual(['"TimeBegin":"2026-03-01T12:34:57.000Z"']);
    expect(begins(await around(1, 0))).not.toContain('"TimeBegin":"2026-03-01T12:34:57.000Z"');
  });
});

describe('a sequence of a manual recording', () => {
  it('begins within the prebuffer, before the call, and grows until the recording is stopped', async () => {
    const { call, token, camera, manual, clock, data } = await givenRecorder();
    const { prebufferSeconds } = Prebuffer.parse(await data(`/cameras/${camera(4)}`));
    const triggered = clock.now().getTime();
    await manual('StartManualRecording', camera(4));
    const last = async () => {
      const query = { token, deviceId: camera(4), sequenceType: RECORDING, maxCount: 9 };
      const [minTime, maxTime] = ['2026-03-01T12:34:56.500Z', '2026-03-01T13:00:00Z'];
      const answer = await call('SequencesGet', { ...query, minTime, maxTime });
      const { TimeBegin, TimeEnd } = Entries.parse(answer).SequenceEntry.at(-1) ?? {};
      return { begin: TimeBegin?.getTime() ?? Number.NaN, end: TimeEnd?.getTime() ?? Number.NaN };
    };

    clock.advance(10);
    const growing = await last();
    clock.advance(10);
    const grown = await last();
    await manual('StopManualRecording', camera(4));
    clock.advance(0.5);
    const over = await last();

    expect(growing.begin).toBeLessThan(triggered);
    expect(growing.begin).toBeGreaterThanOrEqual(triggered - prebufferSeconds * 1000);
    expect(growing.end).toBe(triggered + 10_000);
    expect(grown).toEqual({ begin: growing.begin, end: triggered + 20_000 });
    expect(over.begin).toBe(growing.begin);
    expect(over.end - grown.end).toBeLessThan(1000);
  });
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
});

describe('faults and manners of SOAP', () => {
  it('are HTTP 500 with numbers: no token, a wrong one, a method that is gone', async () => {
    const { post, token } = await givenRecorder();
    const fault = async (body: string) => {
      const answer = await post(1, envelope(body));
      return [answer.status, answer.headers.get('content-type'), await answer.text()];
    };
    const xmlns = 'xmlns="http://videoos.net/2/XProtectCSRecorderCommand"';
    const expected = (text: string) => [500, 'text/xml; charset=utf-8', expect.stringContaining(text)];
    expect(await fault(`<IsManualRecording ${xmlns}/>`)).toEqual(
      expected('<SubErrorNumber>1</SubErrorNumber>'),
    );
    expect(await fault(`<IsManualRecording ${xmlns}><token>eyJ</token></IsManualRecording>`)).toEqual(
      expected('<SubErrorNumber>2</SubErrorNumber>'),
    );
    expect(await fault(`<StartRecording ${xmlns}><token>${token}</token></StartRecording>`)).toEqual(
      expected('Method &apos;StartRecording&apos; not supported'),
    );
  });

  it.each([
    { strictXml: false, status: 200 },
    { strictXml: true, status: 500 },
  ])(
    'takes prefixed bodies unless strict ($strictXml), and guids by any name',
    async ({ strictXml, status }) => {
      const { post, token, camera } = await givenRecorder({ strictXml });
      const answer = await post(
        1,
        envelope(
          '<r:IsManualRecording xmlns:r="http://videoos.net/2/XProtectCSRecorderCommand">' +
            `<r:token>${token}</r:token><r:deviceIds><a:deviceId xmlns:a="urn:a">${camera(1)}</a:deviceId></r:deviceIds>` +
            '</r:IsManualRecording>',
        ),
      );
      expect(answer.status).toBe(status);
      expect((await answer.text()).includes(camera(1))).toBe(!strictXml);
    },
  );

  it.each([
    { of: 'the service', xmlns: 'http://videoos.net/2/XProtectCSRecorderCommand' },
    { of: 'its type', xmlns: 'http://microsoft.com/wsdl/types/' },
  ])('takes guids in the namespace of $of, also when strict', async ({ xmlns }) => {
    const { post, token, camera } = await givenRecorder({ strictXml: true });
    const answer = await post(
      1,
      envelope(
        '<IsManualRecording xmlns="http://videoos.net/2/XProtectCSRecorderCommand">' +
          `<token>${token}</token><deviceIds><guid xmlns="${xmlns}">${camera(1)}</guid></deviceIds>` +
          '</IsManualRecording>',
      ),
    );
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(camera(1));
  });

  it('tells how cameras are by the recorder’s own status service', async () => {
    const { camera, simulator, webServerUri, token } = await givenRecorder();
    simulator.changeCamera(camera(2), { state: 'offline' });
    const answer = await fetch(`${webServerUri(1)}RecorderStatusService/RecorderStatusService2.asmx`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: envelope(
        '<GetCurrentDeviceStatus xmlns="http://videoos.net/2/XProtectCSRecorderStatus2">' +
          `<token>${token}</token><deviceIds><guid>${camera(1)}</guid><guid>${camera(2)}</guid></deviceIds>` +
          '</GetCurrentDeviceStatus>',
      ),
    });
    const text = await answer.text();
    const lost = [...text.matchAll(/<ErrorNoConnection>(\w+)</g)].map(([, value]) => value);
    expect(lost).toEqual(['false', 'true']);
  });

  it('a recorder that is down takes no call, and the other one goes on', async () => {
    const { call, token, camera, simulator, recorder } = await givenRecorder();
    const other = await recorder(2);
    simulator.setRecorderDown(1, true);
    await expect(call('IsManualRecording', { token, deviceIds: { guid: [camera(1)] } })).rejects.toThrow();
    await expect(
      other('IsManualRecording', { token, deviceIds: { guid: [camera(3)] } }),
    ).resolves.toBeDefined();
  });

  it('answers faults that were asked for', async () => {
    const { manual, camera, simulator, isRecording } = await givenRecorder();
    simulator.addFault({ kind: 'status', status: 503, match: { operation: 'startRecording' } });
    await expect(manual('StartManualRecording', camera(1))).rejects.toThrow();
    expect(await isRecording(camera(1))).toBe(false);
    simulator.addFault({ kind: 'drop', afterBytes: 0, match: { operation: 'startRecording' } });
    await expect(manual('StartManualRecording', camera(1))).rejects.toThrow();
    expect(await isRecording(camera(1))).toBe(true);
  });
});
