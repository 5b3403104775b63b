import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import { MINUTE } from '../../history/slots.ts';
import { SoapFault } from '../soap/soap-fault.ts';
import type { DeviceStatus } from './device-status.ts';

/** How often cameras are looked at while somebody waits, in ms. */
const LOOK_MS = 100;
/** No poll is held longer, in ms. */
const LONGEST_POLL_MS = 2 * MINUTE;
/** A session that nobody asks about is given up. */
const UNUSED_MS = 5 * MINUTE;

interface StatusSession {
  readonly deviceIds: Set<string>;
  /** What was last told of each camera. */
  readonly told: Map<string, string>;
  /** Epoch ms. */
  usedAt: number;
}

/** The status sessions of a recorder: each tells a camera's status once, and again whenever it has changed. */
export class StatusSessions {
  private readonly sessions = new Map<string, StatusSession>();

  constructor(
    private readonly clock: Clock,
    private readonly statusOf: (deviceIds: readonly string[]) => readonly DeviceStatus[],
  ) {}

  start(): string {
    const now = this.clock.now().getTime();
    for (const [id, { usedAt }] of this.sessions) if (usedAt + UNUSED_MS <= now) this.sessions.delete(id);
    const id = randomUUID();
    this.sessions.set(id, { deviceIds: new Set(), told: new Map(), usedAt: now });
    return id;
  }

  /** @throws SoapFault when there is no such session. */
  subscribe(id: string, deviceIds: readonly string[]): void {
    const session = this.use(id);
    for (const deviceId of deviceIds) session.deviceIds.add(deviceId.toLowerCase());
  }

  /**
   * What has not been told yet; waits for it, up to `timeoutMs`, and is empty after that.
   *
   * @throws SoapFault when there is no such session, or it is stopped meanwhile.
   */
  async news(id: string, timeoutMs: number, signal: AbortSignal): Promise<DeviceStatus[]> {
    const until = performance.now() + Math.min(timeoutMs, LONGEST_POLL_MS);
    for (;;) {
      const news = this.untold(this.use(id));
      const left = until - performance.now();
      if (news.length > 0 || left <= 0) return news;
      await wait(Math.min(LOOK_MS, left), undefined, { signal });
    }
  }

  /** @throws SoapFault when there is no such session. */
  stop(id: string): void {
    this.use(id);
    this.sessions.delete(id.toLowerCase());
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
