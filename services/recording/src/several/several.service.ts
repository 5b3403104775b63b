import { Inject, Injectable } from '@nestjs/common';
import type {
  CameraId,
  StartedSeveral,
  StartRecordingRequest,
  StartSeveralRequest,
} from '@playhead/contracts';
import { currentRequestId, LOGGER, type Principal, toDomainError, toProblem } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { DurationsService } from '../recordings/durations.service.ts';
import { StartsService } from '../starts/starts.service.ts';

type Result = StartedSeveral['results'][number];

const AT_ONCE = 10;

/** Starts the same recording on several cameras; one that fails does not keep the others back. */
@Injectable()
export class SeveralService {
  constructor(
    private readonly starts: StartsService,
    private readonly durations: DurationsService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws DomainError `request-invalid` for a duration that no camera may have. */
  async start({ cameraIds, ...wish }: StartSeveralRequest, by: Principal): Promise<StartedSeveral> {
    this.durations.check(wish.duration);
    const results = await inOrder(cameraIds, (cameraId) => this.startOne(cameraId, wish, by));
    const started = results.filter(({ status }) => status === 'started').length;
    return { results, started, failed: results.length - started };
  }

  private async startOne(cameraId: CameraId, wish: StartRecordingRequest, by: Principal): Promise<Result> {
    try {
      return { cameraId, status: 'started', recording: await this.starts.start(cameraId, wish, by) };
    } catch (thrown) {
      const error = toDomainError(thrown);
      if (error.code === 'internal') this.logger.error({ err: thrown, cameraId }, 'a start failed');
      return { cameraId, status: 'failed', problem: toProblem(error, currentRequestId() ?? '') };
    }
  }
}

/** Works on a few at a time; results in the order of the items. */
async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
