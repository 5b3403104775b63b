import { Inject, Injectable } from '@nestjs/common';
import { streamSpeeds } from '@playhead/contracts';
import { DomainError } from '@playhead/service-kit';
import { PLAYBACK_CONFIG } from './config.token.ts';
import type { PlaybackConfig } from './config.ts';

type Limits = Pick<PlaybackConfig, 'PLAYBACK_MIN_SPEED' | 'PLAYBACK_MAX_SPEED'>;

/** How fast footage may be played here, either way (plan, appendix A.1). */
@Injectable()
export class SpeedLimits {
  private readonly allowed: readonly number[];

  constructor(@Inject(PLAYBACK_CONFIG) { PLAYBACK_MIN_SPEED, PLAYBACK_MAX_SPEED }: Limits) {
    this.allowed = streamSpeeds.filter((speed) => speed >= PLAYBACK_MIN_SPEED && speed <= PLAYBACK_MAX_SPEED);
  }

  /** @throws DomainError `request-invalid` that lists the speeds which may be had. */
  require(speed: number | undefined): void {
    if (speed === undefined || this.allowed.includes(speed)) return;
    const detail = `speed must be one of ${this.allowed.join(', ')}: the installation allows no other.`;
    throw new DomainError('request-invalid', {
      detail,
      members: { errors: [{ pointer: '#/speed', detail }] },
    });
  }
}
