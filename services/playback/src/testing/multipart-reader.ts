/** A picture of a motion JPEG answer. */
export interface Part {
  wallClock: Date;
  image: Buffer;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Reads motion JPEG as a client does, by the lengths that the parts tell. */
export class MultipartReader {
  /** Whether the last boundary came: the footage ended as it should. */
  hasEnded = false;
  private bytes: Buffer = Buffer.alloc(0);
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly boundary: string;

  constructor(answer: Response) {
    const [, boundary] =
      /^multipart\/x-mixed-replace; boundary=(\S+)$/.exec(answer.headers.get('Content-Type') ?? '') ?? [];
    if (boundary === undefined || answer.body === null) throw new Error('This is no motion JPEG.');
    this.boundary = `--${boundary}`;
    this.chunks = answer.body[Symbol.asyncIterator]();
  }

  /** `undefined` after the last one. */
  async next(): Promise<Part | undefined> {
    let headEnd = this.bytes.indexOf(HEAD_END);
    while (headEnd === -1) {
      if (!(await this.more())) {
        this.hasEnded = this.bytes.toString() === `${this.boundary}--\r\n`;
        return undefined;
      }
      headEnd = this.bytes.indexOf(HEAD_END);
    }
    const [boundary, ...head] = this.bytes.subarray(0, headEnd).toString().split('\r\n');
    if (boundary !== this.boundary) throw new Error(`A part begins with ${boundary}.`);
    const headers = new Headers(
      head.map((line): [string, string] => {
        const [name = '', value = ''] = line.split(/: (.*)/);
        return [name, value];
      }),
    );
    const start = headEnd + HEAD_END.length;
    const end = start + Number(headers.get('Content-Length'));
    while (this.bytes.length < end + 2) if (!(await this.more())) throw new Error('A picture is torn.');
    const image = Buffer.from(this.bytes.subarray(start, end));
    this.bytes = this.bytes.subarray(end + 2);
    return { wallClock: new Date(headers.get('X-Wall-Clock') ?? ''), image };
  }

  /** So many of the next pictures, or those up to the end. */
  async take(count: number): Promise<Part[]> {
    const parts: Part[] = [];
    for (let part = await this.next(); part !== undefined; part = await this.next()) {
      parts.push(part);
      if (parts.length === count) break;
    }
    return parts;
  }

  private async more(): Promise<boolean> {
    const { value, done } = await this.chunks.next();
    if (done) return false;
    this.bytes = Buffer.concat([this.bytes, value]);
    return true;
  }
}
