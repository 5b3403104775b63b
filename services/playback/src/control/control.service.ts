import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { PlaybackControlRequest, PlaybackSessionId, UserId } from '@playhead/contracts';
import { Clock, DomainError, LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { FramesService } from '../frames/frames.service.ts';
import { SpeedLimits } from '../speed-limits.ts';
import type { Anchor, PlaybackSession } from './playback-session.ts';
import { PlayheadService } from './playhead.service.ts';
import { IN_USE_MS, MAX_SESSIONS, SessionsRepository } from './sessions.repository.ts';
import { type Sight, sightOf } from './sight.ts';

/** A session that nobody acts on is over after a shift, ms. */
const LIFETIME_MS = 12 * 3_600_000;
const SWEEP_MS = 600_000;
/** How often an action is tried again because somebody else acted on the session at the same moment. */
const TRIES = 5;

/** Whose session: the caller's own of the camera, or one that is named. */
export interface SessionReference {
  camera: PlayableCamera;
  userId: UserId;
  sessionId?: PlaybackSessionId | undefined;
}

/** Plays, pauses and moves playback sessions (plan §8.4). Their state is in the database, for all instances alike. */
@Injectable()
export class ControlService implements OnApplicationBootstrap, OnApplicationShutdown {
  private sweeper: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly playheads: PlayheadService,
    private readonly frames: FramesService,
    private readonly speeds: SpeedLimits,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.sweeper = setInterval(() => void this.sweep(), SWEEP_MS);
  }

  onApplicationShutdown() {
    clearInterval(this.sweeper);
  }

  /** @throws DomainError `playback-session-not-found`. @throws MilestoneError */
  async state(reference: SessionReference): Promise<Sight> {
    const session = await this.find(reference);
    if (session === undefined) throw notFound();
    return this.see(reference.camera, session);
  }

  /** The state of a session that is followed from now on: it is in use. @throws as {@link state}. */
  async join(reference: SessionReference): Promise<Sight> {
    const sight = await this.state(reference);
    await this.sessions.use([sight.state.sessionId], this.clock.now());
    return sight;
  }

  /** A session that is over and not swept away yet; `undefined` for one that is in no table any more. */
  expired({ id: cameraId }: PlayableCamera, id: PlaybackSessionId): Promise<PlaybackSession | undefined> {
    return this.sessions.findExpired(id, cameraId, this.clock.now());
  }

  /** How a session was left, also one that is in no table any more. @throws MilestoneError */
  async see(camera: PlayableCamera, session: PlaybackSession): Promise<Sight> {
    return sightOf(session, await this.playheads.at(camera, session.anchor), this.clock.now());
  }

  /**
   * @throws DomainError `request-invalid`, `playback-session-not-found`, `playback-session-changed`,
   *   `playback-session-limit-reached`, and what a step to a picture throws. @throws MilestoneError
   */
  async act(
    reference: SessionReference,
    request: PlaybackControlRequest,
    signal: AbortSignal,
  ): Promise<Sight> {
    this.requirePast(request);
    this.speeds.require(request.speed);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const seen = await this.find(reference);
      const anchor = await this.anchorAfter(reference.camera, seen?.anchor, request, signal);
      const expiresAt = new Date(this.clock.now().getTime() + LIFETIME_MS);
      const session = await (seen === undefined
        ? this.begin(reference, { anchor, expiresAt })
        : this.sessions.act(seen, { anchor, expiresAt }));
      if (session !== undefined) return this.see(reference.camera, session);
    }
    throw new DomainError('playback-session-changed', {
      detail: 'Others act on this session at the same time. Look where it is now, then try again.',
    });
  }

  /** Ends what nobody has acted on for long. */
  async sweep(): Promise<void> {
    try {
      await this.sessions.sweep(this.clock.now());
    } catch (error) {
      this.logger.warn({ err: error }, 'expired playback sessions can not be removed; trying again later');
    }
  }

  private find({ camera, userId, sessionId }: SessionReference): Promise<PlaybackSession | undefined> {
    const now = this.clock.now();
    return sessionId === undefined
      ? this.sessions.findOwn(userId, camera.id, now)
      : this.sessions.find(sessionId, camera.id, now);
  }

  /** `undefined` when another request has just begun it. */
  private async begin(
    { camera, userId, sessionId }: SessionReference,
    anchored: { anchor: Anchor; expiresAt: Date },
  ): Promise<PlaybackSession | undefined> {
    if (sessionId !== undefined) throw notFound();
    const begun = await this.sessions.begin(userId, camera.id, anchored, this.clock.now());
    if (begun.kind === 'begun') return begun.session;
    if (begun.kind === 'taken') return undefined;
    throw new DomainError('playback-session-limit-reached', {
      detail: `You have ${MAX_SESSIONS} sessions, and all are in use. Stop following one of them, then try again in a minute.`,
      retryAfterSeconds: IN_USE_MS / 1000,
    });
  }

  /** The playhead where the action finds it, and then as the action leaves it. */
  private async anchorAfter(
    camera: PlayableCamera,
    before: Anchor | undefined,
    { action, timestamp, speed, step }: PlaybackControlRequest,
    signal: AbortSignal,
  ): Promise<Anchor> {
    const asked = timestamp === undefined ? undefined : Date.parse(timestamp);
    if (before === undefined && asked === undefined) throw notFound();
    const time = asked ?? (before === undefined ? 0 : (await this.playheads.at(camera, before)).time);
    const kept = { status: before?.status ?? 'paused', speed: before?.speed ?? 1 } as const;
    const at = this.clock.now().getTime();
    switch (action) {
      case 'play':
        return { time, at, status: 'playing', speed: speed ?? kept.speed };
      case 'pause':
        return { time, at, status: 'paused', speed: kept.speed };
      case 'seek':
      case 'speed':
        return { time, at, status: kept.status, speed: speed ?? kept.speed };
      case 'step': {
        const picture = await this.frames.step(camera, time, step, signal);
        return { time: picture.time, at, status: 'paused', speed: kept.speed };
      }
    }
  }

  private requirePast({ timestamp }: PlaybackControlRequest) {
    if (timestamp === undefined || Date.parse(timestamp) <= this.clock.now().getTime()) return;
    const detail = 'timestamp: this moment is still to come. Choose one that has been.';
    throw new DomainError('request-invalid', {
      detail,
      members: { errors: [{ pointer: '#/timestamp', detail }] },
    });
  }
}

const notFound = () =>
  new DomainError('playback-session-not-found', {
    detail:
      'Begin one with play or seek, and a timestamp. Sessions end when nobody acts on them for twelve hours.',
  });
