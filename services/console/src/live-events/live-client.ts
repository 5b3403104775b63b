import { type LiveMessage, liveCloseCodes, type UserId } from '@playhead/contracts';
import { includesCamera, type VisibleCameras } from '@playhead/service-kit';
import { MAX_REPLAYED } from './live-events.repository.ts';
import type { OutgoingEvent } from './stored-event.ts';

/** The connection to a client, as far as delivery is concerned. */
export interface LiveConnection {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Bytes accepted but not yet sent. */
  readonly bufferedAmount: number;
}

/** Past this a client is too slow to follow and has to come back. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/** One client of `/ws`: tells it each event that it may see once, in order. */
export class LiveClient {
  private visible: VisibleCameras = new Set();
  private lastRead: Promise<unknown> = Promise.resolve();
  /** What came while missed events were still being read; `undefined` once the client is up to date. */
  private held: OutgoingEvent[] | undefined = [];
  private lastId = 0n;

  constructor(
    private readonly connection: LiveConnection,
    readonly userId: UserId,
  ) {}

  /**
   * Reads what the client may see, one reading after the other so that the last one asked for holds. Answers whether
   * there is such an account still.
   */
  allow(read: () => Promise<VisibleCameras | undefined>): Promise<boolean> {
    const before = this.lastRead;
    const reading = async () => {
      await before;
      const visible = await read();
      this.visible = visible ?? new Set();
      return visible !== undefined;
    };
    const result = reading();
    this.lastRead = result.catch(() => false);
    return result;
  }

  say(message: LiveMessage) {
    this.connection.send(JSON.stringify(message));
  }

  /** Says that the connection lives; not before the client has been greeted. */
  sayAlive() {
    if (this.held === undefined) this.say({ type: 'alive' });
  }

  close(code: number, reason: string) {
    this.connection.close(code, reason);
  }

  /** Tells of the event now, or after what was missed. */
  tell(event: OutgoingEvent) {
    if (this.held === undefined) this.send(event);
    else if (this.held.length < MAX_REPLAYED) this.held.push(event);
    else this.close(liveCloseCodes.tooSlow, 'too many events while the missed ones were read');
  }

  /**
   * What was missed after the event `seen`, then what came meanwhile, each once; from now on events go straight through.
   * This instance may not have read as far as the one that told the client of `seen`: up to there it stays silent.
   */
  catchUp(seen: bigint, missed: readonly OutgoingEvent[]) {
    const held = this.held ?? [];
    this.held = undefined;
    this.lastId = seen;
    for (const event of [...missed, ...held]) this.send(event);
  }

  private send({ id, cameraId, text }: OutgoingEvent) {
    if (id !== undefined && id <= this.lastId) return;
    if (cameraId !== undefined && !includesCamera(this.visible, cameraId)) return;
    this.lastId = id ?? this.lastId;
    if (this.connection.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.close(liveCloseCodes.tooSlow, 'too slow');
    } else {
      this.connection.send(text);
    }
  }
}
