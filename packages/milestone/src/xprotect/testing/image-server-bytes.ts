/** What an ImageServer sends, for tests: written here from the protocol reference, and by none of the code under test. */

const END = '\r\n\r\n';

export interface SentImages {
  current: number;
  next: number;
  bodies: readonly Buffer[];
  /** Extra header lines. */
  headers?: readonly string[];
}

const headOf = ({ current, next, headers = [] }: SentImages) => [
  'ImageResponse',
  'RequestId: 1',
  `Prev: ${Math.max(0, current - 1000)}`,
  `Current: ${current}`,
  `Next: ${next}`,
  ...headers,
];

/** Parts of a group of pictures (§5.2). */
export function multipart(images: SentImages, boundary = 'frontier'): Buffer {
  return Buffer.concat([
    text([...headOf(images), `Content-type: multipart/related; boundary=${boundary}; type="x"`, '', '']),
    ...images.bodies.flatMap((body) => [
      text([`--${boundary}`, `Content-length: ${body.length}`, 'Content-type: x', '', '']),
      body,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--${END}`),
  ]);
}

/** One body, or none. */
export function single(images: SentImages): Buffer {
  const [body = Buffer.alloc(0)] = images.bodies;
  return Buffer.concat([
    text([...headOf(images), `Content-length: ${body.length}`, 'Content-type: image/jpeg', '', '']),
    body,
    Buffer.from(END),
  ]);
}

export const xml = (fields: Readonly<Record<string, string>>) =>
  Buffer.from(
    `<?xml version="1.0"?><methodresponse>${Object.entries(fields)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('')}</methodresponse>${END}`,
  );

export interface SentPicture {
  codec?: number;
  time: number;
  isKey?: boolean;
  data: Buffer;
}

/** A video stream packet (§5.5). */
export function videoPacket({ codec = 0x0a, time, isKey = false, data }: SentPicture): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt16BE(0x10, 0);
  header.writeUInt32BE(32 + data.length, 2);
  header.writeUInt16BE(codec, 6);
  header.writeUInt16BE(isKey ? 1 : 0, 10);
  header.writeBigUInt64BE(BigInt(time), 12);
  header.writeBigUInt64BE(BigInt(time), 20);
  return Buffer.concat([header, data]);
}

/** Cuts bytes at any places, as a network may. */
export function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % Math.max(1, bytes.length)))].toSorted(
    (a, b) => a - b,
  );
  return [...ends, bytes.length].map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

const text = (lines: readonly string[]) => Buffer.from(lines.join('\r\n'));
