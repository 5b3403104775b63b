import { setMaxListeners } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import type { CameraId, Problem } from '@playhead/contracts';
import {
  currentRequestId,
  DomainError,
  LOGGER,
  type Principal,
  toDomainError,
  toProblem,
} from '@playhead/service-kit';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import { CamerasRepository, neverImported, type PlayableCamera } from '../../cameras/cameras.repository.ts';
import type { FootageWishes } from '../footage.service.ts';

/** Questions to the VMS at a time from all who ask of several cameras, so that it keeps answering everybody else. */
const AT_ONCE = 8;
/** So many may wait for their turn: sixteen walls of as many cameras as may be asked for at once. */
const MAX_WAITING = 1_024;
const RETRY_SECONDS = 5;

type ResultOf<A> =
  | { cameraId: CameraId; status: 'answered'; answer: A }
  | { cameraId: CameraId; status: 'failed'; problem: Problem };

interface Several<A> {
  results: ResultOf<A>[];
  answered: number;
  failed: number;
}

/** Asks the same of several cameras; one that fails does not keep the others back. */
@Injectable()
export class SeveralService {
  private readonly turns = new PQueue({ concurrency: AT_ONCE });

  constructor(
    private readonly cameras: CamerasRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Results in the order asked for, one for each camera. @throws AbortedError when `signal` aborts. */
  async ask<A>(
    cameraIds: readonly CameraId[],
    user: Principal,
    signal: AbortSignal,
    ask: (camera: PlayableCamera, wishes: FootageWishes) => Promise<A>,
  ): Promise<Several<A>> {
    setMaxListeners(0, signal); // each camera listens; they are as many as the request may name
    const ids = [...new Set(cameraIds)];
    const cameras = await this.cameras.find(ids, user);
    const wishes: FootageWishes = { signal, inTurn: (question) => this.inTurn(question) };
    const results = await Promise.all(
      ids.map(async (cameraId): Promise<ResultOf<A>> => {
        try {
          const camera = cameras.get(cameraId);
          if (camera === undefined) throw neverImported();
          return { cameraId, status: 'answered', answer: await ask(camera, wishes) };
        } catch (thrown) {
          if (signal.aborted) throw thrown;
          return { cameraId, status: 'failed', problem: this.problemOf(thrown, cameraId) };
        }
      }),
    );
    const answered = results.filter(({ status }) => status === 'answered').length;
    return { results, answered, failed: results.length - answered };
  }

  private async inTurn<T>(question: () => Promise<T>): Promise<T> {
    if (this.turns.size >= MAX_WAITING) {
      throw new DomainError('service-unavailable', {
        detail: 'More cameras are asked for than the VMS can answer. Try again in a few seconds.',
        retryAfterSeconds: RETRY_SECONDS,
      });
    }
    return this.turns.add(question);
  }

  private problemOf(thrown: unknown, cameraId: CameraId): Problem {
    const error = toDomainError(thrown);
    if (error.code === 'internal') this.logger.error({ err: thrown, cameraId }, 'a question failed');
    return toProblem(error, currentRequestId() ?? '');
  }
}
