import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LiveEvent } from '@playhead/contracts';
import { LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { z } from 'zod';
import { LiveEventsRepository } from './live-events.repository.ts';
import { ProgressPacer } from './progress-pacer.ts';
import { type OutgoingEvent, outgoing, toOutgoing } from './stored-event.ts';

const RETRY_MS = 1_000;

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});

/** Either that there is something to read, or an event that is only worth knowing now and stored nowhere. */
const Announcement = Json.pipe(z.union([LiveEvent, z.object({ id: z.string().min(1) })]));

/**
 * Reads the stored events in order and hands each on once. An announcement only says that there is something to read:
 * what was stored while nobody listened comes with the next one.
 */
@Injectable()
export class LiveFeedService implements OnApplicationShutdown {
  onEvent: (event: OutgoingEvent) => void = () => {};

  /** The last id read; `undefined` until the feed has begun. */
  position: bigint | undefined;

  private readonly progress = new ProgressPacer<OutgoingEvent>((event) => this.onEvent(event));
  private reading = false;
  private more = false;
  private retry: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly events: LiveEventsRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationShutdown() {
    this.stopped = true;
    clearTimeout(this.retry);
    this.progress.stop();
  }

  /** To be called whenever announcements begin to come: reads what was stored since they stopped. */
  async resume(): Promise<void> {
    this.position ??= await this.events.latestId();
    await this.read();
  }

  /** Takes the payload of an announcement; what is none is logged and passed over. */
  async hear(payload: string | undefined): Promise<void> {
    const announcement = Announcement.safeParse(payload);
    if (!announcement.success) {
      this.logger.error(
        { err: announcement.error },
        'an announcement on the live events channel is no event',
      );
    } else if (announcement.data.id === '' && 'type' in announcement.data) {
      this.pass(announcement.data);
    } else {
      await this.read();
    }
  }

  private pass(event: LiveEvent) {
    const passing = outgoing(undefined, event);
    if (event.type === 'recording_progress') this.progress.offer(event.cameraId, passing);
    else this.onEvent(passing);
  }

  /** One reader at a time; who comes meanwhile makes it look once more. */
  private async read(): Promise<void> {
    this.more = true;
    if (this.reading || this.position === undefined) return;
    this.reading = true;
    try {
      while (this.more && !this.stopped) {
        this.more = false;
        await this.readAfter(this.position);
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'live events can not be read; trying again');
      this.readLater();
    } finally {
      this.reading = false;
    }
  }

  private async readAfter(position: bigint): Promise<void> {
    for (const stored of await this.events.after(position)) {
      this.position = stored.id;
      this.more = true;
      const event = toOutgoing(stored);
      if (event === undefined) {
        this.logger.error({ id: String(stored.id) }, 'a live event does not fit the contract and is dropped');
        continue;
      }
      if (event.cameraId !== undefined) this.progress.forget(event.cameraId);
      this.onEvent(event);
    }
  }

  private readLater() {
    clearTimeout(this.retry);
    if (!this.stopped) this.retry = setTimeout(() => void this.read(), RETRY_MS);
  }
}
