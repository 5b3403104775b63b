import { z } from 'zod';
import { ProtocolError } from '../../errors.ts';
import { parseXml } from '../soap/envelope.ts';
import type { ByteReader } from './byte-reader.ts';

/** More than a picture of the finest camera; what one stream holds is bounded by it. */
export const MOST_BODY_BYTES = 4 * 1024 * 1024;
const MOST_XML_BYTES = 64 * 1024;
const MOST_LINE_BYTES = 1024;
const MOST_HEADERS = 32;
/** Pictures of one answer; a group of pictures lasts seconds, seldom a minute. */
const MOST_PARTS = 100_000;

const END = Buffer.from('\r\n\r\n');
const XML = '<'.charCodeAt(0);

/** Where the answer stands, epoch ms; all 0 in an empty database. */
interface ImageHead {
  requestId: string;
  previous: number;
  current: number;
  next: number;
  /** Parts of the picture are hidden, which only the recorder can do. */
  isMasked: boolean;
}

/** `bodies` must be read to the end before the next message is. */
export type ServerMessage =
  | { kind: 'xml'; fields: MethodResponse }
  | { kind: 'images'; head: ImageHead; bodies: AsyncGenerator<Buffer> };

const MethodResponse = z
  .object({
    methodresponse: z.object({
      methodname: z.string().catch(''),
      connected: z.string().catch(''),
      errorreason: z.string().catch(''),
    }),
  })
  .transform(({ methodresponse }) => methodresponse);
const None = { methodname: '', connected: '', errorreason: '' };
type MethodResponse = z.output<typeof MethodResponse>;

/** The next thing that the recorder sends (protocol reference §5.2). @throws ProtocolError, UnavailableError */
export async function nextMessage(reader: ByteReader): Promise<ServerMessage> {
  if ((await reader.peek()) === XML) return { kind: 'xml', fields: await methodResponse(reader) };
  const start = await reader.line(MOST_LINE_BYTES);
  if (start !== 'ImageResponse')
    throw new ProtocolError('The recording server does not answer as an ImageServer.');
  const headers = await headersOf(reader);
  const head = {
    requestId: headers.get('requestid') ?? '',
    previous: timeOf(headers, 'prev'),
    current: timeOf(headers, 'current'),
    next: timeOf(headers, 'next'),
    isMasked: !['', 'none'].includes(headers.get('privacymask')?.toLowerCase() ?? ''),
  };
  const boundary = boundaryOf(headers.get('content-type') ?? '');
  const bodies = boundary === undefined ? single(reader, headers) : parts(reader, boundary);
  return { kind: 'images', head, bodies };
}

/** XML of any other kind says nothing that is wanted here. */
async function methodResponse(reader: ByteReader): Promise<MethodResponse> {
  const xml = await reader.until(END, MOST_XML_BYTES);
  const read = MethodResponse.safeParse(parseXml(xml.toString()));
  return read.success ? read.data : None;
}

async function headersOf(reader: ByteReader): Promise<Map<string, string>> {
  const headers = new Map<string, string>();
  for (let count = 0; count <= MOST_HEADERS; count += 1) {
    const line = await reader.line(MOST_LINE_BYTES);
    if (line === '') return headers;
    const colon = line.indexOf(':');
    if (colon < 1) throw new ProtocolError('The recording server sends a header that is none.');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  throw new ProtocolError('The recording server sends headers without an end.');
}

async function* single(reader: ByteReader, headers: ReadonlyMap<string, string>): AsyncGenerator<Buffer> {
  const length = lengthOf(headers);
  if (length > 0) yield await reader.exactly(length);
  await expectEnd(reader, END);
}

async function* parts(reader: ByteReader, boundary: string): AsyncGenerator<Buffer> {
  for (let count = 0; count <= MOST_PARTS; count += 1) {
    let line = await reader.line(MOST_LINE_BYTES);
    if (line === '') line = await reader.line(MOST_LINE_BYTES);
    if (line === `--${boundary}--`) return expectEnd(reader, END.subarray(2));
    if (line !== `--${boundary}`)
      throw new ProtocolError('The recording server sends a part without its boundary.');
    const length = lengthOf(await headersOf(reader));
    if (length > 0) yield await reader.exactly(length);
  }
  throw new ProtocolError('The recording server sends parts without an end.');
}

async function expectEnd(reader: ByteReader, end: Buffer): Promise<void> {
  if (!(await reader.exactly(end.length)).equals(end)) {
    throw new ProtocolError('The recording server sends more than it announced.');
  }
}

function lengthOf(headers: ReadonlyMap<string, string>): number {
  const text = headers.get('content-length') ?? '';
  const length = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (length <= MOST_BODY_BYTES) return length;
  throw new ProtocolError(
    Number.isNaN(length)
      ? 'The recording server sends a picture without its length.'
      : `The recording server sends a picture of ${length} bytes. At most ${MOST_BODY_BYTES} are taken.`,
  );
}

function timeOf(headers: ReadonlyMap<string, string>, name: string): number {
  const text = headers.get(name) ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ProtocolError(`The recording server sends a picture without the time "${name}".`);
}

function boundaryOf(contentType: string): string | undefined {
  if (!/^multipart\//i.test(contentType)) return undefined;
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined)
    throw new ProtocolError('The recording server sends parts and names no boundary.');
  return boundary;
}
