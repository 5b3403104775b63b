import { XMLBuilder } from 'fast-xml-parser';

const BOUNDARY = 'playhead-simulator-part';
const GENERIC = 'application/x-genericbytedata-octet-stream';
const END = '\r\n\r\n';

const writer = new XMLBuilder({});

/** The neighbours of what is sent, epoch ms; all 0 where there is nothing. */
export interface ImageTimes {
  requestId: string;
  previous: number;
  current: number;
  next: number;
  /** What the recorder says of the privacy mask of the camera, where it has one. */
  privacyMask?: string | undefined;
}

export type ImageBody =
  | { kind: 'empty' }
  | { kind: 'jpeg'; image: Buffer }
  | { kind: 'block'; block: Buffer }
  | { kind: 'multipart'; packets: readonly Buffer[] };

/** An answer with pictures (protocol reference §5.2). A multipart one has no length as a whole. */
export function imageResponse(times: ImageTimes, body: ImageBody): Buffer {
  const { requestId, previous, current, next, privacyMask } = times;
  const head = [
    'ImageResponse',
    `RequestId: ${requestId}`,
    `Prev: ${previous}`,
    `Current: ${current}`,
    `Next: ${next}`,
    ...(privacyMask === undefined ? [] : [`PrivacyMask: ${privacyMask}`]),
  ];
  const single = (type: string | undefined, bytes: Buffer) =>
    Buffer.concat([
      text([...head, `Content-length: ${bytes.length}`, ...(type ? [`Content-type: ${type}`] : []), '', '']),
      bytes,
      Buffer.from(END),
    ]);
  switch (body.kind) {
    case 'empty':
      return text([...head, 'Content-length: 0', '', '', '', '']);
    case 'jpeg':
      return single('image/jpeg', body.image);
    case 'block':
      return single(GENERIC, body.block);
    case 'multipart':
      return Buffer.concat([
        text([...head, `Content-type: multipart/related; boundary=${BOUNDARY}; type="${GENERIC}"`, '', '']),
        ...body.packets.flatMap((packet) => [
          text([`--${BOUNDARY}`, `Content-length: ${packet.length}`, `Content-type: ${GENERIC}`, '', '']),
          packet,
          Buffer.from('\r\n'),
        ]),
        Buffer.from(`--${BOUNDARY}--${END}`),
      ]);
  }
}

/** An answer in XML, on one line. */
export function methodResponse(fields: Readonly<Record<string, unknown>>): Buffer {
  const xml = writer.build({ methodresponse: fields });
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}${END}`);
}

const text = (lines: readonly string[]) => Buffer.from(lines.join('\r\n'));
