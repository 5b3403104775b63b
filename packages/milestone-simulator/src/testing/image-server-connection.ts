import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectByTls } from 'node:tls';

const END = '\r\n\r\n';

export interface ReceivedImage {
  headers: Record<string, string>;
  /** The parts of a multipart answer, or the one body. */
  bodies: Buffer[];
}

/** A client of the ImageServer protocol that is as strict as the strictest public one. */
export class ImageServerConnection {
  private pending: Buffer = Buffer.alloc(0);
  private requests = 0;

  private readonly chunks: AsyncIterator<Buffer>;

  private constructor(private readonly socket: Socket) {
    this.chunks = socket[Symbol.asyncIterator]();
  }

  /** `ca` is the only issuer that is trusted where the address says `https`. */
  static async open(webServerUri: string, ca?: string): Promise<ImageServerConnection> {
    const { protocol, hostname: host, port } = new URL(webServerUri);
    const address = { host, port: Number(port) };
    const isTls = protocol === 'https:';
    const socket = isTls ? connectByTls({ ...address, ca }) : connect(address);
    await once(socket, isTls ? 'secureConnect' : 'connect');
    return new ImageServerConnection(socket);
  }

  /** Sends a request without waiting for its answer. */
  ask(method: string, elements = ''): number {
    this.requests += 1;
    const id = this.requests;
    const call = `<requestid>${id}</requestid><methodname>${method}</methodname>${elements}`;
    this.write(`<?xml version="1.0" encoding="UTF-8"?><methodcall>${call}</methodcall>${END}`);
    return id;
  }

  write(text: string): void {
    this.socket.write(text);
  }

  async connect({ camera, token, jpeg = false, multipart = true, allFrames = true }: ConnectRequest) {
    const yes = (value: boolean) => (value ? 'yes' : 'no');
    this.ask(
      'connect',
      `<username>a</username><password>a</password><alwaysstdjpeg>${yes(jpeg)}</alwaysstdjpeg>` +
        `<connectparam>id=${camera}&amp;connectiontoken=${token}</connectparam>` +
        `<clientcapabilities><multipartdata>${yes(multipart)}</multipartdata></clientcapabilities>` +
        `<transcode><allframes>${yes(allFrames)}</allframes></transcode>`,
    );
    return this.xml();
  }

  async xml(): Promise<string> {
    return (await this.until(END)).toString('utf8');
  }

  async image(): Promise<ReceivedImage> {
    const [first, ...lines] = (await this.until(END)).toString('utf8').split('\r\n');
    if (first !== 'ImageResponse') throw new Error(`No image, but: ${first}`);
    const headers = headersOf(lines);
    const boundary = /boundary=([^;]+)/.exec(headers['content-type'] ?? '')?.[1];
    if (boundary !== undefined) return { headers, bodies: await this.parts(boundary) };
    const body = await this.bytes(Number(headers['content-length']));
    await this.expect(END);
    return { headers, bodies: [body] };
  }

  /** The next image, past live packages; these as they came before it. */
  async liveImage(): Promise<ReceivedImage & { packages: string[] }> {
    const packages: string[] = [];
    for (;;) {
      while (this.pending.length === 0) await this.more();
      if (this.pending[0] !== '<'.charCodeAt(0)) return { ...(await this.image()), packages };
      packages.push(await this.xml());
    }
  }

  /** Resolves once the other side has hung up. */
  async closed(): Promise<void> {
    while (!(await this.chunks.next()).done) this.pending = Buffer.alloc(0);
  }

  end(): void {
    this.socket.destroy();
  }

  private async parts(boundary: string): Promise<Buffer[]> {
    const parts: Buffer[] = [];
    for (;;) {
      const delimiter = (await this.until('\r\n')).toString();
      if (delimiter === `--${boundary}--`) {
        await this.expect('\r\n');
        return parts;
      }
      if (delimiter !== `--${boundary}`) throw new Error(`No part, but: ${delimiter}`);
      const headers = headersOf((await this.until(END)).toString().split('\r\n'));
      parts.push(await this.bytes(Number(headers['content-length'])));
      await this.expect('\r\n');
    }
  }

  private async expect(text: string): Promise<void> {
    const found = (await this.bytes(text.length)).toString();
    if (found !== text) throw new Error(`Expected ${JSON.stringify(text)}, got ${JSON.stringify(found)}`);
  }

  private async until(text: string): Promise<Buffer> {
    for (let end = this.pending.indexOf(text); ; end = this.pending.indexOf(text)) {
      if (end !== -1) {
        const found = this.pending.subarray(0, end);
        this.pending = this.pending.subarray(end + text.length);
        return found;
      }
      await this.more();
    }
  }

  private async bytes(count: number): Promise<Buffer> {
    while (this.pending.length < count) await this.more();
    const found = this.pending.subarray(0, count);
    this.pending = this.pending.subarray(count);
    return found;
  }

  private async more(): Promise<void> {
    const { done, value } = await this.chunks.next();
    if (done) throw new Error('The recorder hung up.');
    this.pending = Buffer.concat([this.pending, value]);
  }
}

interface ConnectRequest {
  camera: string;
  token: string;
  jpeg?: boolean;
  multipart?: boolean;
  allFrames?: boolean;
}

const headersOf = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(': ');
      return [name.toLowerCase(), value.join(': ')];
    }),
  );
