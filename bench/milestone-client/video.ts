import { once } from 'node:events';
import { connect } from 'node:net';
import { systemClock } from '../../packages/milestone/src/clock.ts';
import { TokenKeeper } from '../../packages/milestone/src/session/token-keeper.ts';
import { tokenRejected } from '../../packages/milestone/src/session/with-token.ts';
import { ImageServerConnection } from '../../packages/milestone/src/xprotect/image-server/connection.ts';
import { walkFootage } from '../../packages/milestone/src/xprotect/image-server/footage-walk.ts';
import {
  muxerFor,
  RecordedVideo,
} from '../../packages/milestone/src/xprotect/image-server/recorded-video.ts';

const FIRST = new Date('2026-03-01T12:00:00Z');
const { signal } = new AbortController();

/** A stream as `getVideoStream` makes it, without the search for its sequence. */
async function openStream(uri: string): Promise<RecordedVideo> {
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
  if (done) throw new Error('The recorder sends no pictures.');
  const close = () => connection.close();
  return new RecordedVideo({ muxer: muxerFor(first.codec, first.time), first, rest, close });
}

/** Megabytes per second that come out of the client's body. */
export async function clientMegabytes(uri: string, bytes: number): Promise<number> {
  const body = await openStream(uri);
  const begun = performance.now();
  let read = 0;
  for await (const chunk of body) {
    read += chunk.length;
    if (read >= bytes) break;
  }
  body.destroy();
  return read / 1000 / (performance.now() - begun);
}

/** The same, of the same requests, read from a bare socket that looks at nothing. */
export async function bareMegabytes(uri: string, bytes: number): Promise<number> {
  const { hostname, port } = new URL(uri);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const call = (method: string) =>
    socket.write(`<?xml version="1.0"?><methodcall><methodname>${method}</methodname></methodcall>\r\n\r\n`);
  call('connect');
  const begun = performance.now();
  let read = 0;
  let asked = 0;
  for await (const chunk of socket) {
    // About one megabyte an answer; three are on their way, as with the client.
    while (asked < read / 1_000_000 + 3) {
      call('next');
      asked += 1;
    }
    read += chunk.length;
    if (read >= bytes) break;
  }
  socket.destroy();
  return read / 1000 / (performance.now() - begun);
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
