import { createServer, type Socket } from 'node:net';

/** A group of pictures: one key picture and 24 others, about 1 MB, as a camera of 8 Mbit/s sends in a second. */
const OTHERS = 24;
const KEY_BYTES = 200_000;
const OTHER_BYTES = 34_000;
const FIRST = Date.parse('2026-03-01T12:00:00Z');
const BOUNDARY = 'part';
const CONNECTED =
  '<?xml version="1.0"?><methodresponse><methodname>connect</methodname><connected>yes</connected><errorreason>Success</errorreason></methodresponse>\r\n\r\n';

/** An ImageServer that answers every request with the same pictures under new times, as fast as they are taken. Prints its address. */
export function serveReplay(): void {
  const parts = [KEY_BYTES, ...Array.from({ length: OTHERS }, () => OTHER_BYTES)].map(packet);
  const server = createServer((socket) => serve(socket, parts));
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}`);
  });
  process.once('SIGTERM', () => process.exit(0));
}

function serve(socket: Socket, packets: readonly Buffer[]): void {
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
        socket.write(answer(packets, FIRST + second * 1000));
        second += 1;
      }
    }
  });
}

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

function answer(packets: readonly Buffer[], time: number): Buffer {
  const head = `ImageResponse\r\nRequestId: 1\r\nPrev: ${time - 1000}\r\nCurrent: ${time}\r\nNext: ${time + 1000}\r\nContent-type: multipart/related; boundary=${BOUNDARY}\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(head),
    ...packets.flatMap((bytes, index) => {
      bytes.writeBigUInt64BE(BigInt(time), 12);
      bytes.writeBigUInt64BE(BigInt(time + index * 40), 20);
      return [
        Buffer.from(`--${BOUNDARY}\r\nContent-length: ${bytes.length}\r\nContent-type: x\r\n\r\n`),
        bytes,
        Buffer.from('\r\n'),
      ];
    }),
    Buffer.from(`--${BOUNDARY}--\r\n\r\n`),
  ]);
}
