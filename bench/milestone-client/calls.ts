import type { MilestoneClient } from '@playhead/milestone';
import { Agent, request } from 'undici';
import { z } from 'zod';

/** So many calls are under way at any time. */
const AT_ONCE = 20;

/** Calls per second, so many in all. */
export async function perSecond(count: number, call: () => Promise<unknown>): Promise<number> {
  let left = count;
  const begun = performance.now();
  const work = async () => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return (count * 1000) / (performance.now() - begun);
}

const Token = z.object({ access_token: z.string() });
const Session = /<Token>(.*?)<\/Token>/;

interface Vms {
  url: string;
  username: string;
  password: string;
}

/** The same requests that the client sends, by undici alone: JSON is parsed, as nobody wants its text, and nothing checked, renewed or repeated. */
export async function bareCalls({ url, username, password }: Vms, deviceId: string, recorder: string) {
  const dispatcher = new Agent({ connections: 50, pipelining: 1 });
  const form = new URLSearchParams({
    grant_type: 'password',
    username,
    password,
    client_id: 'GrantValidatorClient',
  });
  const granted = await request(`${url}/API/IDP/connect/token`, {
    method: 'POST',
    dispatcher,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const authorization = `Bearer ${Token.parse(await granted.body.json()).access_token}`;
  const soap = (address: string, action: string, xml: string) =>
    request(address, {
      method: 'POST',
      dispatcher,
      headers: { authorization, 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` },
      body: `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${xml}</s:Body></s:Envelope>`,
    }).then(({ body }) => body.text());
  const command = 'http://videoos.net/2/XProtectCSServerCommand';
  const login = await soap(
    `${url}/ManagementServer/ServerCommandServiceOAuth.svc`,
    `${command}/IServerCommandService/Login`,
    `<Login xmlns="${command}"><instanceId>bench</instanceId><currentToken></currentToken></Login>`,
  );
  const token = Session.exec(login)?.[1] ?? '';
  const recording = 'http://videoos.net/2/XProtectCSRecorderCommand';
  return {
    token,
    rest: async () => {
      const { body } = await request(`${url}/api/rest/v1/cameras/${deviceId}`, {
        dispatcher,
        headers: { authorization },
      });
      await body.json();
    },
    soap: () =>
      soap(
        `${recorder}RecorderCommandService/RecorderCommandService.asmx`,
        `${recording}/IsManualRecording`,
        `<IsManualRecording xmlns="${recording}"><token>${token}</token><deviceIds><guid>${deviceId}</guid></deviceIds></IsManualRecording>`,
      ),
    recorders: async () => {
      const { body } = await request(`${url}/api/rest/v1/recordingServers`, {
        dispatcher,
        headers: { authorization },
      });
      return body.json();
    },
    close: () => dispatcher.close(),
  };
}

export const clientCalls = (client: MilestoneClient, deviceId: string) => ({
  rest: () => client.maxRecordingSeconds(deviceId),
  soap: () => client.getRecordingStatus(deviceId),
});
