import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient } from '@playhead/milestone';
import { DomainError, MILESTONE } from '@playhead/service-kit';
import type { PlaybackStream } from '../stream.ts';
import { planOf } from './plan.ts';
import { SequenceProducer } from './sequence-producer.ts';
import { WindowProducer } from './window-producer.ts';

/** Fills a stream as far ahead of its viewers as it may be, with one FFmpeg at a time, or none. */
@Injectable()
export class StreamProducer {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly sequences: SequenceProducer,
    private readonly windows: WindowProducer,
  ) {}

  /**
   * Resolves at the end of the stream. Rejects when it is closed before.
   *
   * @throws DomainError `footage-not-found`, `stream-limit-reached`. @throws MilestoneError, FfmpegError
   */
  async produce(stream: PlaybackStream): Promise<void> {
    const { signal } = stream.abort;
    const { speed } = stream.identity;
    const plan = planOf(speed, await this.milestone.capabilities({ signal }));
    if (plan.kind === 'reversed') await this.windows.produce(stream, plan.pictures);
    else await this.sequences.produce(stream, plan);
    if (stream.nextSegmentIndex > 0) return;
    throw new DomainError('footage-not-found', {
      detail:
        speed > 0
          ? 'Nothing was recorded from this time on. Choose an earlier one.'
          : 'Nothing was recorded up to this time. Choose a later one.',
    });
  }
}
