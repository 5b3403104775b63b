import { givenXProtect } from './xprotect-site.ts';

export const RECORDING_SEQUENCE = 'f9c62604-d0c5-4050-ae25-72de51639b14';

/** A simulated XProtect, a session token for its recorders and the means of speaking to the first of them. */
export async function givenRecorder(...options: Parameters<typeof givenXProtect>) {
  const site = await givenXProtect(...options);
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

export const envelope = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
