import { XMLBuilder } from 'fast-xml-parser';

const builder = new XMLBuilder({});

export interface ConnectRequest {
  deviceId: string;
  token: string;
  /** Pictures as JPEG, made by the recorder, instead of what the camera sent. */
  asJpeg: boolean;
}

/** One line of XML (protocol reference §5.2). */
function methodCall(requestId: number, method: string, fields: Readonly<Record<string, unknown>>): string {
  const call = { methodcall: { requestid: requestId, methodname: method, ...fields } };
  return `<?xml version="1.0" encoding="UTF-8"?>${builder.build(call)}\r\n\r\n`;
}

const connectParameters = (deviceId: string, token: string) => `id=${deviceId}&connectiontoken=${token}`;

/** Name and password must be there and mean nothing: the token tells who asks. */
export const connectRequest = (requestId: number, { deviceId, token, asJpeg }: ConnectRequest) =>
  methodCall(requestId, 'connect', {
    username: 'playhead',
    password: 'playhead',
    cameraid: deviceId,
    alwaysstdjpeg: asJpeg ? 'yes' : 'no',
    connectparam: connectParameters(deviceId, token),
    clientcapabilities: { privacymask: 'no', multipartdata: 'yes', datarestriction: 'no' },
    transcode: { allframes: 'yes' },
  });

export const connectUpdate = (requestId: number, deviceId: string, token: string) =>
  methodCall(requestId, 'connectupdate', { connectparam: connectParameters(deviceId, token) });

/** With `keyPicturesOnly` the answer is the first picture of a group. */
export const gotoRequest = (requestId: number, time: number, keyPicturesOnly: boolean) =>
  methodCall(requestId, 'goto', { time, ...(keyPicturesOnly && { keyframesonly: 'yes' }) });

export const nextRequest = (requestId: number) => methodCall(requestId, 'next', {});
