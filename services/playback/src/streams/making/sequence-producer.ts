import { Injectable } from '@nestjs/common';
import { MilestoneError } from '@playhead/milestone';
import type { PlaybackStream } from '../stream.ts';
import { Backwards } from './backwards.ts';
import type { Effort, ForwardPlan } from './forward-job.ts';
import { Forwards } from './forwards.ts';
import { PartMaker, type PartResult } from './part-maker.ts';
import { Patience } from './patience.ts';
import { reachedBy } from './wall-clock.ts';

/** Fills a stream with what the VMS sends, sequence after sequence in the direction of travel, over gaps and failures. */
@Injectable()
export class SequenceProducer {
  constructor(
    private readonly parts: PartMaker,
    private readonly forwards: Forwards,
    private readonly backwards: Backwards,
  ) {}

  /** Resolves at the end of the stream. @throws MilestoneError, FfmpegError. Rejects when the stream is closed. */
  async produce(stream: PlaybackStream, plan: ForwardPlan): Promise<void> {
    const { startTime, speed } = stream.identity;
    const { signal } = stream.abort;
    const way = speed > 0 ? this.forwards : this.backwards;
    const patience = new Patience(speed, startTime);
    let effort: Effort = 'cut';
    let position: Date | undefined = startTime;
    while (position !== undefined) {
      await stream.untilWanted();
      const result: PartResult = await this.makePart(stream, plan, position, effort);
      signal.throwIfAborted();
      const reached: Date = reachedBy(stream, position);
      const progressed = patience.reached(reached);
      if (isIrregular(result)) {
        effort = lessRegular(plan, result);
        patience.renew();
        position = reached;
      } else if (result.kind === 'broken') {
        if (!progressed && !(await patience.again(signal))) throw result.failure;
        position = reached;
      } else {
        const held = result.kind === 'made' ? result.held : undefined;
        position = await way.goOn({ stream, reached, held, patience });
      }
    }
  }

  /** A VMS that does not answer is like one that breaks off. */
  private async makePart(
    stream: PlaybackStream,
    plan: ForwardPlan,
    position: Date,
    effort: Effort,
  ): Promise<PartResult> {
    try {
      return passing(await this.parts.make({ stream, plan, position, effort }));
    } catch (error) {
      return passing({ kind: 'broken', failure: error });
    }
  }
}

/** Whether pictures do not do as they are. */
const isIrregular = ({ kind }: PartResult) =>
  kind === 'overlong' || kind === 'uncuttable' || kind === 'uncopiable';

/** What is done to them then. FFmpeg can't leave any out of those that it copies, as the cutter can. */
const lessRegular = (plan: ForwardPlan, { kind }: PartResult): Effort =>
  kind !== 'uncuttable' || (plan.kind === 'rescaled' && plan.keyPicturesOnly) ? 'encode' : 'copy';

/** A failure worth another try: the VMS broke off or was away. Any other is thrown. */
function passing(result: PartResult): PartResult {
  if (result.kind !== 'broken') return result;
  const { failure } = result;
  if (failure instanceof MilestoneError && failure.kind === 'unavailable') return result;
  throw failure;
}
