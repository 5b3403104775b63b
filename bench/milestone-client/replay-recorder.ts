import { createServer, type Socket } from 'node:net';

/** A group of pictures: one key picture and 24 others, about 1 MB, as a camera of 8 Mbit/s sends in a second. */
const OTHERS = 24;
const KEY_BYTES = 200_000;
const OTHER_BYTES = 34_000;
const FIRST = Date.parse('2026-03-01T12:00:00Z');
const BOUNDARY = 'part';
/** More answers than are on their way at a time, made once: each is sent again under new times. */
const ANSWERS = 8;
const CONNECTED =
  '<?xml version="1.0"?><methodresponse><methodname>connect</methodname><connected>yes</connected><errorreason>Success</errorreason></methodresponse>\r\n\r\n';

/**
 * An ImageServer that answers every request with the same pictures under new times, as fast as they are taken and at the
 * least cost: it must be no slower than who reads. Prints its address.
 */
export function serveReplay(): void {
  const server = createServer(serve);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}`);
  });
  process.once('SIGTERM', () => process.exit(0));
}

function serve(socket: Socket): void {
  const answers = Array.from({ length: ANSWERS }, () => new Answer());
  let rest = '';
  let second = 0;
  socket.setNoDelay();
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    const requests = (rest + chunk.toString('latin1')).split('\r\n\r\n');
    rest = requests.pop() ?? '';
    for (const request of requests) {
      if (request.includes('<methodname>connect<')) socket.write(CONNECTED);
      else {
        const bytes = answers[second % ANSWERS]?.at(FIRST + second * 1000);
        if (bytes !== undefined) socket.write(bytes);
        second += 1;
      }
    }
  });
}

/** A group of pictures as it is sent, whose times can be set. */
class Answer {
  readonly #bytes: Buffer;
  /** Where the packets begin. */
  readonly #packets: number[] = [];

  constructor() {
    const parts: Buffer[] = [Buffer.from(head(FIRST))];
    const length = () => parts.reduce((sum, part) => sum + part.length, 0);
    for (const [index, size] of [KEY_BYTES, ...Array.from({ length: OTHERS }, () => OTHER_BYTES)].entries()) {
      const bytes = packet(size, index);
      parts.push(Buffer.from(`--${BOUNDARY}\r\nContent-length: ${bytes.length}\r\nContent-type: x\r\n\r\n`));
      this.#packets.push(length());
      parts.push(bytes, Buffer.from('\r\n'));
    }
    this.#bytes = Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n\r\n`)]);
  }

  at(time: number): Buffer {
    this.#bytes.write(head(time), 'latin1');
    for (const [index, start] of this.#packets.entries()) {
      this.#bytes.writeBigUInt64BE(BigInt(time), start + 12);
      this.#bytes.writeBigUInt64BE(BigInt(time + index * 40), start + 20);
    }
    return this.#bytes;
  }
}

/** As long at any time of these years. */
const head = (time: number) =>
  `ImageResponse\r\nRequestId: 1\r\nPrev: ${time - 1000}\r\nCurrent: ${time}\r\nNext: ${time + 1000}\r\nContent-type: multipart/related; boundary=${BOUNDARY}\r\n\r\n`;

function packet(size: number, index: number): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt16BE(0x10, 0);
  header.writeUInt32BE(32 + size, 2);
  header.writeUInt16BE(0x0a, 6);
  header.writeUInt16BE(index === 0 ? 1 : 0, 10);
  return Buffer.concat([
    header,
    Buffer.from([0, 0, 0, 1, index === 0 ? 0x65 : 0x41]),
    Buffer.alloc(size - 5, 0xa5),
  ]);
}
