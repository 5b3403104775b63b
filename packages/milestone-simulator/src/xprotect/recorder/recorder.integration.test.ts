import { describe, expect, it } from 'vitest';
import { envelope, givenRecorder } from '../../testing/recorder-site.ts';

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
