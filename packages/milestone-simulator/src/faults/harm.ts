import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { resetSocket } from '../net/raw-sockets.ts';
import type { CallFault, ConnectionFault } from './fault.ts';

/** How a connection ends: properly, reset, or not at all though nothing comes any more. */
type Ending = 'drop' | 'reset' | 'stall';
type Fault = CallFault | ConnectionFault;

/** What goes out in one piece while the pace is limited lasts so long, in ms. */
const PIECE_MS = 50;
/** How long the bytes before a reset have to be read, in ms. */
const RESET_AFTER_MS = 50;

/** The bytes of an answer or a connection whose faults keep them from arriving as they should. */
export class Harm {
  private sent = 0;

  private constructor(
    private readonly bytesPerSecond: number,
    private readonly afterBytes: number,
    private readonly how: Ending,
  ) {}

  /** What the faults do together; `undefined` where they leave the bytes alone. Of several endings the earliest comes. */
  static of(faults: readonly (Fault | undefined)[]): Harm | undefined {
    let bytesPerSecond = Number.POSITIVE_INFINITY;
    let end = { afterBytes: Number.POSITIVE_INFINITY, kind: 'drop' as Ending };
    for (const fault of faults) {
      if (fault?.kind === 'slow') bytesPerSecond = Math.min(bytesPerSecond, fault.bytesPerSecond);
      else if (fault !== undefined && 'afterBytes' in fault && fault.afterBytes < end.afterBytes) end = fault;
    }
    const isHarmless =
      bytesPerSecond === Number.POSITIVE_INFINITY && end.afterBytes === Number.POSITIVE_INFINITY;
    return isHarmless ? undefined : new Harm(bytesPerSecond, end.afterBytes, end.kind);
  }

  /** Whether the end has come. */
  get isOver(): boolean {
    return this.sent >= this.afterBytes;
  }

  /** What still goes out of these bytes, piece by piece, each when its time has come. */
  async *pieces(bytes: Buffer, signal: AbortSignal): AsyncGenerator<Buffer> {
    const left = bytes.subarray(0, Math.max(0, this.afterBytes - this.sent));
    const size = Math.max(1, Math.min(left.length, Math.floor((this.bytesPerSecond * PIECE_MS) / 1000)));
    for (let at = 0; at < left.length; at += size) {
      const piece = left.subarray(at, at + size);
      yield piece;
      this.sent += piece.length;
      if (this.bytesPerSecond < Number.POSITIVE_INFINITY)
        await wait((piece.length / this.bytesPerSecond) * 1000, undefined, { signal });
    }
  }

  /** Does to the connection what is due once the end has come. Resolves when that is done. */
  async end(socket: Duplex): Promise<void> {
    if (this.how === 'drop') socket.end(() => socket.destroy());
    if (this.how !== 'reset') return;
    // A reset that comes with the last bytes is taken for a proper end by Node clients: libuv looks no further.
    await wait(RESET_AFTER_MS);
    resetSocket(socket);
  }
}
