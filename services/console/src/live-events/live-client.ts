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
  /** How often it was asked what the client may see, and which of these readings holds. */
  private asked = 0;
  private known = 0;
  private isUpToDate = false;
  /** What came while missed events, or what the client may see, were still being read. */
  private held: OutgoingEvent[] = [];
  private lastId = 0n;

  constructor(
    private readonly connection: LiveConnection,
    readonly userId: UserId,
  ) {}

  /**
   * Reads what the client may see, one reading after the other so that the last one asked for holds. What is to be told
   * from now on waits for it. Answers whether there is such an account still.
   */
  allow(read: () => Promise<VisibleCameras | undefined>): Promise<boolean> {
    const before = this.lastRead;
    this.asked += 1;
    const turn = this.asked;
    const reading = async () => {
      await before;
      const visible = await read();
      this.visible = visible ?? new Set();
      if (visible === undefined) return false;
      this.known = turn;
      this.passOn();
      return true;
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
    if (this.isUpToDate) this.say({ type: 'alive' });
  }

  close(code: number, reason: string) {
    this.connection.close(code, reason);
  }

  /** Tells of the event now, or after what was missed and once it is known what the client may see. */
  tell(event: OutgoingEvent) {
    if (this.isReady) this.send(event);
    else if (this.held.length < MAX_REPLAYED) this.held.push(event);
    else this.close(liveCloseCodes.tooSlow, 'too many events while others were still being read');
  }

  /**
   * What was missed after the event `seen`, then what came meanwhile, each once; from now on events go straight through.
   * This instance may not have read as far as the one that told the client of `seen`: up to there it stays silent.
   */
  catchUp(seen: bigint, missed: readonly OutgoingEvent[]) {
    this.held = [...missed, ...this.held];
    this.isUpToDate = true;
    this.lastId = seen;
    this.passOn();
  }

  private get isReady(): boolean {
    return this.isUpToDate && this.known === this.asked;
  }

  private passOn() {
    if (!this.isReady) return;
    const held = this.held;
    this.held = [];
    for (const event of held) this.send(event);
  }

  private send({ id, cameraId, userId, text }: OutgoingEvent) {
    if (id !== undefined && id <= this.lastId) return;
    if (userId !== undefined && userId !== this.userId) return;
    if (cameraId !== undefined && !includesCamera(this.visible, cameraId)) return;
    this.lastId = id ?? this.lastId;
    if (this.connection.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.close(liveCloseCodes.tooSlow, 'too slow');
    } else {
      this.connection.send(text);
    }
  }
}
