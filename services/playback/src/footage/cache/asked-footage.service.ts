import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient } from '@playhead/milestone';
import { Clock, MILESTONE } from '@playhead/service-kit';
import type { PlayableCamera } from '../../cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from '../../config.token.ts';
import type { PlaybackConfig } from '../../config.ts';
import { cropped } from '../crop.ts';
import { fetchable } from '../fetchable.ts';
import type { Footage, Range } from '../footage.ts';
import { type KnownPiece, queryHash } from './known-footage.ts';

/** Footage near now still grows; what is known of it is used this long, in ms. */
const GROWING_TTL_MS = 2_000;
/** How long after its end a stretch may still change in the VMS, in ms. */
const SETTLED_AFTER_MS = 60_000;
/**
 * How late the VMS may list footage, in ms: it takes its time, and its clock may lie behind ours. Windows domains refuse to
 * sign in whose clock is more than five minutes off; as much again is for the VMS.
 */
const LISTED_AFTER_MS = 600_000;
/** What grows begins on this grid, in ms: who asks again and again makes a piece a minute, not one with each question. */
const GRID_MS = 60_000;

/** Asks the VMS, and says how long its answer may be used. */
@Injectable()
export class AskedFootageService {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
    @Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig,
  ) {}

  /** One call of the VMS; two pieces where the range reaches into what still grows. @throws MilestoneError */
  async ask(camera: PlayableCamera, range: Range, signal: AbortSignal): Promise<KnownPiece[]> {
    const askedAt = this.clock.now();
    const asked = { deviceId: camera.deviceId, ...range };
    const listed = await this.milestone.querySequences(asked, { signal });
    const footage = fetchable(listed);
    const after = (ms: number) => new Date(askedAt.getTime() + ms);
    const middle = borderIn(range, settledUntil(listed, askedAt.getTime()));
    const settled = { startTime: range.startTime, endTime: middle };
    const growing = { startTime: middle, endTime: range.endTime };
    const piece = (part: Range) => ({
      range: part,
      footage: cropped(range, footage, part),
      askedAt,
    });
    return [
      ...(isSomething(settled)
        ? [
            {
              ...piece(settled),
              hash: queryHash(camera.id, settled),
              expiresAt: after(this.config.PLAYBACK_CACHE_TTL * 1000),
            },
          ]
        : []),
      ...(isSomething(growing) ? [{ ...piece(growing), expiresAt: after(GROWING_TTL_MS) }] : []),
    ];
  }
}

/** Up to when nothing changes any more, as epoch ms. A gap after the newest sequence may be footage that is not listed yet. */
function settledUntil({ sequences }: Footage, askedAtMs: number): number {
  const newestEndMs = sequences.at(-1)?.endTime.getTime() ?? 0;
  return Math.min(askedAtMs - SETTLED_AFTER_MS, Math.max(newestEndMs, askedAtMs - LISTED_AFTER_MS));
}

/** Where in a range that begins which still grows. */
function borderIn({ startTime, endTime }: Range, settledUntilMs: number): Date {
  if (endTime.getTime() <= settledUntilMs) return endTime;
  return new Date(Math.max(startTime.getTime(), Math.floor(settledUntilMs / GRID_MS) * GRID_MS));
}

const isSomething = ({ startTime, endTime }: Range) => startTime < endTime;
