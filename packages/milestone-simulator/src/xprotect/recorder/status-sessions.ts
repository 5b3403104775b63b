import { randomUUID } from 'node:crypto';
import { Bell } from '../../bell.ts';
import type { Clock } from '../../clock.ts';
import { MINUTE } from '../../history/slots.ts';
import { Signal } from '../../signal.ts';
import { SoapFault } from '../soap/soap-fault.ts';
import type { DeviceStatus } from './device-status.ts';

/** No poll is held longer, in ms. */
const LONGEST_POLL_MS = 2 * MINUTE;
/** A session that nobody asks about is given up. */
const UNUSED_MS = 5 * MINUTE;

interface StatusSession {
  readonly deviceIds: Set<string>;
  /** What was last told of each camera. */
  readonly told: Map<string, string>;
  /** Whenever it is to hear of other cameras, or is over. */
  readonly changed: Signal;
  /** Epoch ms. */
  usedAt: number;
}

/** The status sessions of a recorder: each tells a camera's status once, and again whenever it has changed. */
export class StatusSessions {
  private readonly sessions = new Map<string, StatusSession>();

  constructor(
    private readonly clock: Clock,
    private readonly statusOf: (deviceIds: readonly string[]) => readonly DeviceStatus[],
    /** Tells whenever the status of a camera may have changed, until what is returned is called. */
    private readonly follow: (changed: () => void) => () => void,
  ) {}

  start(): string {
    const now = this.clock.now().getTime();
    for (const [id, { usedAt }] of this.sessions) if (usedAt + UNUSED_MS <= now) this.sessions.delete(id);
    const id = randomUUID();
    this.sessions.set(id, { deviceIds: new Set(), told: new Map(), changed: new Signal(), usedAt: now });
    return id;
  }

  /** @throws SoapFault when there is no such session. */
  subscribe(id: string, deviceIds: readonly string[]): void {
    const session = this.use(id);
    for (const deviceId of deviceIds) session.deviceIds.add(deviceId.toLowerCase());
    session.changed.tell();
  }

  /**
   * What has not been told yet; waits for it, up to `timeoutMs`, and is empty after that.
   *
   * @throws SoapFault when there is no such session, or it is stopped meanwhile.
   */
  async news(id: string, timeoutMs: number, signal: AbortSignal): Promise<DeviceStatus[]> {
    const until = performance.now() + Math.min(timeoutMs, LONGEST_POLL_MS);
    const bell = new Bell();
    const endings = [this.use(id).changed.listen(bell.ring), this.follow(bell.ring)];
    try {
      for (;;) {
        const news = this.untold(this.use(id));
        const leftMs = until - performance.now();
        if (news.length > 0 || leftMs <= 0) return news;
        await bell.sleep(leftMs, signal);
      }
    } finally {
      for (const end of endings) end();
    }
  }

  /** @throws SoapFault when there is no such session. */
  stop(id: string): void {
    const { changed } = this.use(id);
    this.sessions.delete(id.toLowerCase());
    changed.tell();
  }

  private untold({ deviceIds, told }: StatusSession): DeviceStatus[] {
    return this.statusOf([...deviceIds]).flatMap((status) => {
      const { Time: _, ...facts } = status;
      const now = JSON.stringify(facts);
      const before = told.get(status.DeviceId);
      told.set(status.DeviceId, now);
      return now === before ? [] : [{ ...status, IsChange: before !== undefined }];
    });
  }

  private use(id: string): StatusSession {
    const session = this.sessions.get(id.toLowerCase());
    if (session === undefined) throw new SoapFault(`Status session '${id}' is unknown.`);
    session.usedAt = this.clock.now().getTime();
    return session;
  }
}
