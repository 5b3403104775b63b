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

  /** @throws DomainError `request-invalid` for a duration that is not allowed. */
  async of(duration: number | undefined): Promise<Durations> {
    const { RECORDING_DEFAULT_DURATION, RECORDING_MAX_DURATION, RECORDING_AUTO_STOP } = this.config;
    const { maxRecordingSeconds = Number.POSITIVE_INFINITY } = await this.milestone.capabilities();
    const longestSeconds = Math.min(RECORDING_MAX_DURATION, maxRecordingSeconds);
    const durationSeconds = duration ?? Math.min(RECORDING_DEFAULT_DURATION, longestSeconds);
    if (durationSeconds > longestSeconds) throw durationRefused(longestSeconds, maxRecordingSeconds);
    const mostSeconds = RECORDING_AUTO_STOP ? longestSeconds : durationSeconds;
    const vmsSeconds = Math.min(vmsSecondsOf(mostSeconds, this.config), maxRecordingSeconds);
    return { durationSeconds, longestSeconds: mostSeconds, vmsSeconds };
  }
}

function durationRefused(longest: number, vmsLimit: number): DomainError {
  const why = longest === vmsLimit ? 'the VMS ends recordings then' : 'RECORDING_MAX_DURATION';
  const detail = `duration: at most ${longest} seconds are allowed here (${why}).`;
  return new DomainError('request-invalid', {
    detail,
    members: { errors: [{ pointer: '#/duration', detail }] },
  });
}
