import { Inject, Injectable } from '@nestjs/common';
import type { VmsRecording } from '@playhead/contracts';
import { type MilestoneClient, MilestoneError } from '@playhead/milestone';
import { Clock, MILESTONE } from '@playhead/service-kit';

const FRESH_MS = 5_000;
/** A status must not wait for a VMS that does not answer. */
const PATIENCE_MS = 2_000;
const MOST_KEPT = 10_000;

interface Answer {
  askedAt: number;
  recording: Promise<VmsRecording | undefined>;
}

/** What the VMS records on demand without us; asked at most every five seconds for each camera. */
@Injectable()
export class VmsRecordingsService {
  private readonly answers = new Map<string, Answer>();

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
  ) {}

  /** `undefined` when it records nothing, or can't tell. */
  of(deviceId: string): Promise<VmsRecording | undefined> {
    const now = this.clock.now().getTime();
    const known = this.answers.get(deviceId);
    if (known !== undefined && now - known.askedAt < FRESH_MS) return known.recording;
    if (this.answers.size >= MOST_KEPT) this.answers.clear();
    const recording = this.ask(deviceId);
    this.answers.set(deviceId, { askedAt: now, recording });
    return recording;
  }

  /** What is known of these is out of date. */
  forget(deviceIds: readonly string[]): void {
    for (const deviceId of deviceIds) this.answers.delete(deviceId);
  }

  private async ask(deviceId: string): Promise<VmsRecording | undefined> {
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const status = await this.milestone.getRecordingStatus(deviceId, { signal });
      if (!status.isRecording) return undefined;
      const { startTime, elapsedSeconds, remainingSeconds } = status;
      return { startTime: startTime.toISOString(), elapsedSeconds, remainingSeconds };
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      return undefined;
    }
  }
}
