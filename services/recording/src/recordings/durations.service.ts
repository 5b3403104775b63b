import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient } from '@playhead/milestone';
import { DomainError, MILESTONE } from '@playhead/service-kit';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';

/** The VMS holds a recording this much longer than it may last here: our stop ends it, on time. */
const VMS_SAFETY_SECONDS = 30;

/** How long the VMS holds a recording that may last `longestSeconds` here, in seconds. */
export const vmsSecondsOf = (
  longestSeconds: number,
  { RECORDING_AUTO_STOP }: Pick<RecordingConfig, 'RECORDING_AUTO_STOP'>,
) => (RECORDING_AUTO_STOP ? longestSeconds + VMS_SAFETY_SECONDS : longestSeconds);

/** How long a recording lasts, may be made to last, and is held by the VMS; in seconds. */
export interface Durations {
  durationSeconds: number;
  longestSeconds: number;
  vmsSeconds: number;
}

/** Which durations are possible here (decision 7). */
@Injectable()
export class DurationsService {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
  ) {}

  /** @throws DomainError `request-invalid` for a duration that no camera may have. */
  check(duration: number | undefined): void {
    const { RECORDING_MAX_DURATION } = this.config;
    if (duration !== undefined && duration > RECORDING_MAX_DURATION)
      throw durationRefused(RECORDING_MAX_DURATION, 'RECORDING_MAX_DURATION');
  }

  /** @throws DomainError `request-invalid` for a duration that this camera may not have. @throws MilestoneError */
  async of(deviceId: string, duration: number | undefined): Promise<Durations> {
    this.check(duration);
    const { RECORDING_DEFAULT_DURATION, RECORDING_MAX_DURATION, RECORDING_AUTO_STOP } = this.config;
    const vmsLimit = (await this.milestone.maxRecordingSeconds(deviceId)) ?? Number.POSITIVE_INFINITY;
    const longestSeconds = Math.min(RECORDING_MAX_DURATION, vmsLimit);
    const durationSeconds = duration ?? Math.min(RECORDING_DEFAULT_DURATION, longestSeconds);
    if (durationSeconds > longestSeconds) throw durationRefused(longestSeconds, VMS_ENDS_IT);
    const mostSeconds = RECORDING_AUTO_STOP ? longestSeconds : durationSeconds;
    const vmsSeconds = Math.min(vmsSecondsOf(mostSeconds, this.config), vmsLimit);
    return { durationSeconds, longestSeconds: mostSeconds, vmsSeconds };
  }
}

const VMS_ENDS_IT = 'the VMS ends recordings of this camera then, until its administrator raises that';

function durationRefused(longest: number, why: string): DomainError {
  const detail = `duration: at most ${longest} seconds are allowed here (${why}).`;
  return new DomainError('request-invalid', {
    detail,
    members: { errors: [{ pointer: '#/duration', detail }] },
  });
}
