import { Injectable } from '@nestjs/common';
import type { CameraId, UserId } from '@playhead/contracts';
import { DomainError } from '@playhead/service-kit';
import { LRUCache } from 'lru-cache';
import { ViewersRepository } from './viewers.repository.ts';

/** A player fetches a segment or more each second; so long an answer is good for all of them, in ms. */
const KNOWN_MS = 5_000;
const MAX_KNOWN = 10_000;

/** Whether somebody who holds a link may still watch the camera. */
@Injectable()
export class Viewers {
  private readonly known = new LRUCache<string, Promise<boolean>>({ max: MAX_KNOWN, ttl: KNOWN_MS });

  constructor(private readonly repository: ViewersRepository) {}

  /** @throws DomainError `segment-link-invalid` when they may not; a withdrawn access counts within five seconds. */
  async require(userId: UserId, cameraId: CameraId): Promise<void> {
    const key = `${userId}/${cameraId}`;
    const known = this.known.get(key) ?? this.ask(key, userId, cameraId);
    if (await known) return;
    throw new DomainError('segment-link-invalid', {
      detail: 'You may not watch this camera any more. Ask an administrator.',
    });
  }

  private ask(key: string, userId: UserId, cameraId: CameraId): Promise<boolean> {
    const asked = this.repository.mayWatch(userId, cameraId);
    this.known.set(key, asked);
    asked.catch(() => this.known.delete(key));
    return asked;
  }
}
