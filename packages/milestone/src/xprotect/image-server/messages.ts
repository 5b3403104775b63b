import { z } from 'zod';
import { ProtocolError } from '../../errors.ts';
import { parseXml } from '../soap/parse-xml.ts';
import type { ByteReader } from './byte-reader.ts';

/**
 * What one stream holds, as it holds one body at a time. More than any picture of H.264 or H.265, and than a JPEG of a 4K
 * camera as recorders make it, of which 5.3 MB were seen; one of 8K may be more.
 */
export const MOST_BODY_BYTES = 7 * 1024 * 1024;
/** More than a group of pictures in one body; what says that it is larger is damaged. */
const MOST_SKIPPED_BYTES = 1024 * 1024 * 1024;
const MOST_XML_BYTES = 64 * 1024;
const MOST_HEAD_BYTES = 16 * 1024;
/** Pictures of one answer; a group of pictures lasts seconds, seldom a minute. */
const MOST_PARTS = 100_000;

const END = Buffer.from('\r\n\r\n');
const XML = '<'.charCodeAt(0);

/** Where the answer stands, epoch ms; all 0 in an empty database. */
interface ImageHead {
  requestId: string;
  current: number;
  next: number;
  /** Parts of the picture are hidden, which only the recorder can do. */
  isMasked: boolean;
}

/** Instead of a body that is larger than what is held: the next one comes without it. */
export const tooLarge = Symbol('too large');
export type Body = Buffer | typeof tooLarge;

/**
 * The bodies of an answer: at a time the next one and those that have come with it, and `undefined` after the last. All must
 * be read before the next message is; they are there until the next thing is read, whose bytes take their place.
 */
interface Bodies {
  next(): Promise<Body[] | undefined>;
}

export type ServerMessage =
  | { kind: 'xml'; fields: MethodResponse }
  | { kind: 'images'; head: ImageHead; bodies: Bodies };

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
  const [start, ...lines] = linesOf(await reader.until(END, MOST_HEAD_BYTES));
  if (start !== 'ImageResponse')
    throw new ProtocolError('The recording server does not answer as an ImageServer.');
  const headers = headersIn(lines);
  const head = {
    requestId: headers.get('requestid') ?? '',
    current: timeIn(headers, 'current'),
    next: timeIn(headers, 'next'),
    isMasked: !['', 'none'].includes(headers.get('privacymask')?.toLowerCase() ?? ''),
  };
  const boundary = boundaryIn(headers.get('content-type') ?? '');
  const bodies =
    boundary === undefined ? new SingleBody(reader, lengthIn(headers)) : new Parts(reader, boundary);
  return { kind: 'images', head, bodies };
}

/** XML of any other kind says nothing that is wanted here. */
async function methodResponse(reader: ByteReader): Promise<MethodResponse> {
  const xml = await reader.until(END, MOST_XML_BYTES);
  const read = MethodResponse.safeParse(parseXml(xml.toString()));
  return read.success ? read.data : None;
}

/** The lines before an empty one. */
const linesOf = (head: Buffer): string[] => head.toString('latin1').split('\r\n');

function headersIn(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1) throw new ProtocolError('The recording server sends a header that is none.');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

class SingleBody implements Bodies {
  #state: 'ahead' | 'passed over' | 'read' = 'ahead';

  constructor(
    private readonly reader: ByteReader,
    private readonly length: number,
  ) {}

  async next(): Promise<Body[] | undefined> {
    const { reader, length } = this;
    if (this.#state === 'read') return undefined;
    if (this.#state === 'ahead' && length > MOST_BODY_BYTES) {
      this.#state = 'passed over';
      return [tooLarge];
    }
    const isPassedOver = this.#state === 'passed over';
    this.#state = 'read';
    if (isPassedOver) await reader.skip(length);
    // In one with its end: whatever is asked for after a body takes its place.
    const rest = await reader.exactly((isPassedOver ? 0 : length) + END.length);
    const body = rest.subarray(0, -END.length);
    if (!rest.subarray(body.length).equals(END))
      throw new ProtocolError('The recording server sends more than it announced.');
    return body.length === 0 ? undefined : [body];
  }
}

class Parts implements Bodies {
  #count = 0;
  #isOver = false;
  /** How long the part is that comes next: from the end of its head on, until it is read. */
  #length = 0;
  #isPassedOver = false;
  /** What is wrong behind the bodies that were handed out. */
  #damage: unknown;

  constructor(
    private readonly reader: ByteReader,
    private readonly boundary: string,
  ) {}

  async next(): Promise<Body[] | undefined> {
    if (this.#damage !== undefined) throw this.#damage;
    const { reader } = this;
    if (this.#isPassedOver) await reader.skip(this.#takeLength());
    while (this.#isAtHead()) this.#read(await reader.until(END, MOST_HEAD_BYTES));
    if (this.#isOver) return undefined;
    this.#isPassedOver = this.#length > MOST_BODY_BYTES;
    if (this.#isPassedOver) return [tooLarge];
    const bodies = [await reader.exactly(this.#takeLength())];
    for (let body = this.#nextNow(); body !== undefined; body = this.#nextNow()) bodies.push(body);
    return bodies;
  }

  /** The next body where it has come already. */
  #nextNow(): Buffer | undefined {
    try {
      while (this.#isAtHead()) {
        const head = this.reader.untilNow(END, MOST_HEAD_BYTES);
        if (head === undefined) return undefined;
        this.#read(head);
      }
    } catch (error) {
      this.#damage = error;
    }
    if (this.#length === 0 || this.#length > MOST_BODY_BYTES) return undefined;
    const body = this.reader.exactlyNow(this.#length);
    if (body !== undefined) this.#length = 0;
    return body;
  }

  #isAtHead(): boolean {
    return this.#length === 0 && !this.#isOver;
  }

  #takeLength(): number {
    const length = this.#length;
    this.#length = 0;
    return length;
  }

  /** The head of a part, which may be empty. The last boundary ends as a head does. */
  #read(head: Buffer): void {
    this.#count += 1;
    if (this.#count > MOST_PARTS) throw new ProtocolError('The recording server sends parts without an end.');
    const lines = linesOf(head);
    // Each part but the first follows a line end that belongs to the one before.
    if (lines[0] === '') lines.shift();
    const [mark, ...headers] = lines;
    if (mark === `--${this.boundary}`) {
      this.#length = lengthIn(headersIn(headers));
      return;
    }
    if (mark !== `--${this.boundary}--` || headers.length > 0)
      throw new ProtocolError('The recording server sends a part without its boundary.');
    this.#isOver = true;
  }
}

function lengthIn(headers: ReadonlyMap<string, string>): number {
  const text = headers.get('content-length') ?? '';
  const length = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (length <= MOST_SKIPPED_BYTES) return length;
  throw new ProtocolError(
    Number.isNaN(length)
      ? 'The recording server sends a picture without its length.'
      : `The recording server announces ${length} bytes of pictures at once. Its database may be damaged.`,
  );
}

function timeIn(headers: ReadonlyMap<string, string>, name: string): number {
  const text = headers.get(name) ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ProtocolError(`The recording server sends a picture without the time "${name}".`);
}

function boundaryIn(contentType: string): string | undefined {
  if (!/^multipart\//i.test(contentType)) return undefined;
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined)
    throw new ProtocolError('The recording server sends parts and names no boundary.');
  return boundary;
}
