import { once } from 'node:events';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import type { MilestoneClient } from '@playhead/milestone';
import { systemClock } from '../../packages/milestone/src/clock.ts';
import { TokenKeeper } from '../../packages/milestone/src/session/token-keeper.ts';
import { tokenRejected } from '../../packages/milestone/src/session/with-token.ts';
import { VideoBody } from '../../packages/milestone/src/video/video-body.ts';
import { ImageServerConnection } from '../../packages/milestone/src/xprotect/image-server/connection.ts';
import { walkFootage } from '../../packages/milestone/src/xprotect/image-server/footage-walk.ts';
import {
  muxerFor,
  RecordedVideo,
} from '../../packages/milestone/src/xprotect/image-server/recorded-video.ts';

const FIRST = new Date('2026-03-01T12:00:00Z');
const { signal } = new AbortController();

/** A stream as `getVideoStream` makes it, without the search for its sequence. */
async function openStream(uri: string): Promise<Readable> {
  const token = 'TOKEN#bench#';
  const source = { login: async () => ({ token, lifeMs: 3_600_000 }) };
  const tokens = new TokenKeeper({ source, clock: systemClock, log: () => {}, lifetime: signal });
  const connection = await ImageServerConnection.open(
    { uri, deviceId: 'bench', token, tokens, clock: systemClock, asJpeg: false },
    signal,
  );
  if (connection === tokenRejected) throw new Error('The recorder does not take the token.');
  const sequence = { begin: FIRST, end: new Date('2027-01-01T00:00:00Z') };
  const rest = walkFootage({
    connection,
    from: FIRST.getTime(),
    sequence,
    grown: async () => sequence,
    keyPicturesOnly: false,
  });
  const { value: first, done } = await rest.next();
  const [key] = first ?? [];
  if (done || key === undefined) throw new Error('The recorder sends no pictures.');
  const close = () => connection.close();
  const video = new RecordedVideo({ muxer: muxerFor(key.codec, key.time), first, rest, close });
  return new VideoBody(video, { clock: systemClock, idleMs: 30_000, signals: [signal] });
}

/** Megabytes per second that come out of the client's body, for one who takes them as they come. */
export async function clientMegabytes(uri: string, bytes: number): Promise<number> {
  return speedOf(await openStream(uri), bytes);
}

/** The same, of the same requests, read from a bare socket that looks at nothing. */
export function bareMegabytes(uri: string, bytes: number): Promise<number> {
  return bareSpeed(uri, [call('connect')], bytes);
}

/** Where footage of a VMS is: a camera, a moment, and the recorder with a token that it takes. */
export interface FootagePlace {
  recorder: string;
  token: string;
  deviceId: string;
  startTime: Date;
}

/** Megabytes per second of recorded video by the client's own way. */
export async function clientFootage(client: MilestoneClient, place: FootagePlace, bytes: number) {
  const { deviceId, startTime } = place;
  const { body } = await client.getVideoStream({ deviceId, startTime, speed: 1 });
  return speedOf(body, bytes);
}

/** The same footage from a bare socket. */
export function bareFootage({ recorder, token, deviceId, startTime }: FootagePlace, bytes: number) {
  const who = `<username>bench</username><password>bench</password><cameraid>${deviceId}</cameraid>`;
  const how = `<alwaysstdjpeg>no</alwaysstdjpeg><connectparam>id=${deviceId}&amp;connectiontoken=${token}</connectparam>`;
  const capabilities = '<clientcapabilities><multipartdata>yes</multipartdata></clientcapabilities>';
  const connected = call('connect', `${who}${how}${capabilities}`);
  return bareSpeed(recorder, [connected, call('goto', `<time>${startTime.getTime()}</time>`)], bytes);
}

const call = (method: string, fields = '') =>
  `<?xml version="1.0"?><methodcall><requestid>1</requestid><methodname>${method}</methodname>${fields}</methodcall>\r\n\r\n`;

async function bareSpeed(uri: string, first: readonly string[], bytes: number): Promise<number> {
  const { hostname, port } = new URL(uri);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  for (const request of first) socket.write(request);
  let asked = 0;
  // About one megabyte an answer; three are on their way, as with the client.
  const ask = (read: number) => {
    for (; asked < read / 1_000_000 + 3; asked += 1) socket.write(call('next'));
  };
  ask(0);
  return speedOf(socket, bytes, ask);
}

/** Reads so many bytes and hangs up. */
async function speedOf(source: Readable, bytes: number, onRead?: (read: number) => void): Promise<number> {
  const begun = performance.now();
  let read = 0;
  await new Promise<void>((resolve, reject) => {
    source.on('error', reject);
    source.on('end', () => reject(new Error('There is less video than was asked for.')));
    source.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read >= bytes) resolve();
      else onRead?.(read);
    });
  });
  const took = performance.now() - begun;
  source.destroy();
  return read / 1000 / took;
}

/** Resident bytes that each of many streams takes, which somebody began to read and left. */
export async function memoryOfStreams(uri: string, count: number): Promise<number> {
  const before = process.memoryUsage().rss;
  const bodies = await Promise.all(Array.from({ length: count }, () => openStream(uri)));
  await Promise.all(
    bodies.map(async (body) => {
      await once(body, 'readable');
      for (let read = 0; read < 2_000_000; ) {
        const chunk: Buffer | null = body.read();
        if (chunk === null) await once(body, 'readable');
        else read += chunk.length;
      }
    }),
  );
  const after = process.memoryUsage().rss;
  for (const body of bodies) body.destroy();
  return (after - before) / count;
}
